package io.driftgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal on a real disk: order, flushes, restarts, and what keeps it from being written. */
final class JournalTest {
  @TempDir private Path folder;

  private Path file() {
    return JournalFiles.in(folder);
  }

  private Connection other() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  @Test
  void shouldWriteEverythingInOrderBetweenStartAndStop() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1)) {
      for (int i = 0; i < 5_000; i++) {
        book.moves("M" + i % 7);
      }
      assertThat(book.stop()).isTrue();
    }
    List<Row> rows = Notebook.rows(folder);
    assertThat(rows).hasSize(5_002);
    assertThat(rows.get(0).kind()).isEqualTo("start");
    assertThat(rows.get(0).prev()).isEqualTo(Hash.ZERO);
    assertThat(rows.get(5_001).kind()).isEqualTo("stop");
    for (int i = 1; i <= 5_000; i++) {
      assertThat(rows.get(i).seq()).isEqualTo(i);
      assertThat(Notebook.text(rows.get(i))).contains("move " + i);
      assertThat(rows.get(i).prev()).isEqualTo(rows.get(i - 1).hash());
    }
    assertThat(Notebook.flaw(folder)).isEmpty();
  }

  @Test
  void shouldTellOfOpeningsOnceTheyCanBeReadByOthers() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1).awaitOpen()) {
      book.opens("M", 7).await(() -> book.flushed.contains(7L));
      assertThat(Notebook.rows(folder)).extracting(Row::kind).containsExactly("start", "opening");
    }
  }

  @Test
  void shouldGoOnWithTheChainAndSayHowTheLastRunEnded() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1)) {
      book.moves("M").opens("N", 1).awaitRows(3);
      copy(folder, folder.resolve("killed"));
    }
    Path killed = folder.resolve("killed");
    try (Notebook book = Notebook.begin(killed, 2)) {
      book.awaitOpen();
    }
    List<Row> rows = Notebook.rows(killed);
    assertThat(rows).extracting(Row::kind).startsWith("start", "transition", "opening", "start");
    assertThat(Notebook.text(rows.get(3)))
        .contains("\"ended\":\"DIED\"", "\"lastSeq\":1", "{\"row\":3,\"market\":\"N\"}");
    try (Notebook book = Notebook.begin(folder, 3)) {
      book.awaitOpen();
    }
    rows = Notebook.rows(folder);
    assertThat(Notebook.text(rows.get(4))).contains("\"ended\":\"STOPPED\"", "\"epoch\":1");
    assertThat(Notebook.flaw(folder)).isEmpty();
  }

  /** As a power cut leaves it: with the log that was not folded into the file yet. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : List.of("journal.db", "journal.db-wal")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  @Test
  void shouldSayThatItIsLockedAndGoOnByItself() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1).awaitOpen();
        Connection other = other();
        Statement locks = other.createStatement()) {
      locks.execute("BEGIN EXCLUSIVE");
      book.opens("M", 1).awaitTrouble();
      assertThat(book.journal.state().trouble().orElseThrow()).contains("another process");
      assertThat(book.journal.state().whyNothingOpens()).isPresent();
      assertThat(book.flushed).isEmpty();
      book.moves("M");
      long failures = book.journal.figures().failures();
      book.await(() -> book.journal.figures().failures() >= failures + 3);
      assertThat(book.journal.state().losses()).as("tried again, and not back").isEqualTo(1);
      assertThat(book.journal.state().isOpen()).isFalse();
      locks.execute("ROLLBACK");
      book.awaitOpen().awaitRows(3);
      assertThat(book.journal.state().losses()).isEqualTo(1);
      assertThat(book.flushed).containsExactly(1L);
    }
    assertThat(Notebook.flaw(folder)).isEmpty();
  }

  @Test
  void shouldHoldWhatComesWhileItIsLockedAndSayHowMuchItCouldNotHold() throws Exception {
    try (Notebook book = new Notebook(folder, 1, 10)) {
      book.moves("M").awaitRows(2).await(() -> book.journal.figures().waiting() == 0);
      try (Connection other = other();
          Statement locks = other.createStatement()) {
        locks.execute("BEGIN EXCLUSIVE");
        for (int i = 0; i < 30; i++) {
          book.moves("M");
        }
        book.awaitTrouble();
        assertThat(book.journal.figures().waiting()).isEqualTo(10);
        assertThat(book.journal.figures().dropped()).isEqualTo(20);
      }
      book.awaitRows(13).moves("M").awaitRows(14);
    }
    List<Row> rows = Notebook.rows(folder);
    assertThat(rows.get(12).kind()).isEqualTo("gap");
    assertThat(Notebook.text(rows.get(12))).contains("\"missing\":20");
    assertThat(rows.get(13).seq()).isEqualTo(32);
    assertThat(Notebook.flaw(folder)).isEmpty();
  }

  @Test
  void shouldPutTheGapBeforeTheLastRow() throws Exception {
    Backlog backlog = new Backlog(1);
    JournalEntry entry = Payloads.stop(1, 1, new Stamp(0, 1), "x");
    assertThat(backlog.add(entry)).isTrue();
    assertThat(backlog.add(entry)).isFalse();
    backlog.close(entry);
    assertThat(backlog.next(9))
        .extracting(JournalEntry::kind)
        .containsExactly(RowKind.STOP, RowKind.GAP, RowKind.STOP);
  }

  @Test
  void shouldNeverWriteIntoWhatIsNoJournal() throws Exception {
    Files.writeString(file(), "these are my own notes, not a data base, and quite long enough");
    byte[] before = Files.readAllBytes(file());
    try (Notebook book = Notebook.begin(folder, 1).awaitTrouble()) {
      assertThat(book.journal.state().trouble().orElseThrow()).contains("set-aside");
      assertThat(Files.readAllBytes(file())).isEqualTo(before);
      Path aside = JournalFiles.setAside(file(), 5);
      book.moves("M").awaitOpen().awaitRows(2);
      assertThat(Files.readAllBytes(aside)).isEqualTo(before);
    }
    assertThat(Notebook.flaw(folder)).isEmpty();
  }

  @Test
  void shouldNotGoOnWithABrokenChain() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1)) {
      book.moves("M").moves("M");
    }
    try (Connection other = other();
        Statement changes = other.createStatement()) {
      changes.execute("UPDATE journal SET market = 'X' WHERE id = 2");
    }
    try (Notebook book = Notebook.begin(folder, 2).awaitTrouble()) {
      assertThat(book.journal.state().trouble().orElseThrow()).contains("row 2: its hash");
    }
    assertThat(Notebook.rows(folder)).hasSize(4);
  }

  @Test
  void shouldRefuseAnEpochThatHasRows() throws Exception {
    try (Notebook book = Notebook.begin(folder, 5)) {
      book.moves("M");
    }
    try (Notebook book = Notebook.begin(folder, 5).awaitTrouble()) {
      assertThat(book.journal.state().trouble().orElseThrow()).contains("epoch 5");
    }
  }

  @Test
  void shouldGoOnAfterItsFileWasChangedByAnotherOnlyWithAWord() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1).awaitOpen();
        Connection other = other();
        Statement changes = other.createStatement()) {
      changes.execute("DELETE FROM journal");
      changes.execute("BEGIN EXCLUSIVE");
      book.moves("M").awaitTrouble();
      changes.execute("ROLLBACK");
      book.await(
          () -> book.journal.state().trouble().filter(t -> t.contains("is not there")).isPresent());
    }
  }

  @Test
  void shouldNotCallJournalledWhatWentIntoAFileThatIsGone() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1)) {
      book.moves("M").awaitRows(2);
      Path taken = JournalFiles.setAside(file(), 5);
      book.opens("M", 1).awaitRows(4);
      assertThat(book.flushed).containsExactly(1L);
      assertThat(Notebook.rows(folder))
          .extracting(Row::kind)
          .as("%s has the others", taken)
          .containsExactly("start", "opening");
    }
  }

  @Test
  void shouldShowWhatIsAskedFor() throws Exception {
    try (Notebook book = Notebook.begin(folder, 1)) {
      book.moves("A").moves("B").moves("A").moves("A");
    }
    try (JournalReader reader = JournalReader.open(file())) {
      List<Long> seen = new ArrayList<>();
      reader.show(
          new RowFilter(Optional.of("A"), Optional.empty(), 1_002, OptionalInt.of(2)),
          row -> seen.add(row.seq()));
      assertThat(seen).containsExactly(3L, 4L);
    }
    assertThat(RowText.line(Notebook.rows(folder).get(0)))
        .contains("start", "version test", "the journal begins here");
    assertThat(RowText.json(Notebook.rows(folder).get(1)))
        .contains("\"kind\":\"transition\"", "\"payload\":{\"text\":\"move 1\"}");
  }
}
