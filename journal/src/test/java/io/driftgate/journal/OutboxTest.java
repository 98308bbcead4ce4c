package io.driftgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxTest {
  @TempDir private Path folder;

  @Test
  void shouldHoldWhatIsToBeDeliveredUntilItIsSettled() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1)) {
      book.tells("desk", "1-1").tells("desk", "1-2").awaitRows(3);
      assertThat(Notebook.outbox(folder)).containsExactly("1-1", "1-2");
      book.settles("1-1").awaitRows(4);
      assertThat(Notebook.outbox(folder)).containsExactly("1-2");
    }
    assertThat(Notebook.flaw(folder)).isEmpty();
    assertThat(Notebook.rows(folder).get(3).kind()).isEqualTo("hook");
  }

  @Test
  void shouldHandOnWhatEarlierProcessesOwedInOrderAndOnce() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1)) {
      book.tells("desk", "1-1").tells("pager", "1-2").awaitRows(3);
      assertThat(book.undelivered).containsExactly(List.of());
    }
    try (Notebook book = Notebook.begin(folder, 2).awaitOpen()) {
      assertThat(book.undelivered).containsExactly(List.of("1-1", "1-2"));
      book.settles("1-1").awaitRows(2);
    }
    try (Notebook book = Notebook.begin(folder, 3).awaitOpen()) {
      assertThat(book.undelivered).containsExactly(List.of("1-2"));
    }
  }

  @Test
  void shouldKeepItsBytes() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1)) {
      book.tells("desk", "1-1").awaitRows(2);
    }
    try (JournalReader reader = JournalReader.open(JournalFiles.in(folder))) {
      Mail mail = reader.outbox().get(0);
      assertThat(new String(mail.body().get(), StandardCharsets.UTF_8))
          .isEqualTo("{\"text\":\"1-1\"}");
      assertThat(mail.target()).isEqualTo("desk");
      assertThat(mail.market()).isEqualTo("M");
      assertThat(mail.epoch()).isEqualTo(1);
      assertThat(mail.seq()).isEqualTo(1);
      assertThat(mail.wallMs()).isEqualTo(1_001);
    }
  }

  @Test
  void shouldTakeAFileThatHasNoOutboxYet() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1)) {
      book.moves("M").awaitRows(2);
    }
    try (Connection connection = Sql.toWrite(JournalFiles.in(folder))) {
      Sql.run(connection, "DROP TABLE outbox");
      Sql.run(connection, "PRAGMA user_version = 1");
    }
    assertThat(Notebook.outbox(folder)).isEmpty();
    assertThat(Notebook.flaw(folder)).isEmpty();
    try (Notebook book = Notebook.begin(folder, 2)) {
      book.tells("desk", "2-1").awaitRows(2);
      assertThat(Notebook.outbox(folder)).containsExactly("2-1");
    }
    assertThat(Notebook.flaw(folder)).isEmpty();
  }
}
