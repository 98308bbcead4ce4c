package io.driftgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed in a journal is found, and named by its row. */
final class TamperTest {
  private static final int ROWS = 40;

  /** Each a change of row 20 of 42. */
  private static final List<String> CHANGES =
      List.of(
          "UPDATE journal SET kind = 'notice' WHERE id = 20",
          "UPDATE journal SET epoch = 2 WHERE id = 20",
          "UPDATE journal SET seq = 18 WHERE id = 20",
          "UPDATE journal SET wall_ms = wall_ms + 1 WHERE id = 20",
          "UPDATE journal SET market = market || ' ' WHERE id = 20",
          "UPDATE journal SET payload = CAST('{}' AS BLOB) WHERE id = 20",
          "UPDATE journal SET prev = zeroblob(32) WHERE id = 20",
          "UPDATE journal SET hash = zeroblob(32) WHERE id = 20",
          "UPDATE journal SET hash = zeroblob(31) WHERE id = 20",
          "DELETE FROM journal WHERE id = 20",
          "INSERT INTO journal SELECT 0, kind, epoch, seq, wall_ms, market, payload, prev, hash"
              + " FROM journal WHERE id = 20",
          "INSERT INTO journal SELECT 43, kind, epoch, seq, wall_ms, market, payload, prev, hash"
              + " FROM journal WHERE id = 42");

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    try (Notebook book = Notebook.begin(folder, 1)) {
      for (int i = 0; i < ROWS; i++) {
        book.moves("M");
      }
    }
  }

  @Test
  void shouldFindEachChangeOfARow() throws Exception {
    Path file = JournalFiles.in(folder);
    byte[] whole = Files.readAllBytes(file);
    for (String change : CHANGES) {
      Files.write(file, whole);
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement changes = other.createStatement()) {
        changes.execute(change);
      }
      Optional<String> flaw = Notebook.flaw(folder);
      assertThat(flaw).as(change).isPresent();
      assertThat(flaw.get()).as(change).matches("row (20|21|0|43): .*|.*row 20: .*");
    }
  }

  @Test
  void shouldFindEachBitThatFlipsInWhatIsRead() throws Exception {
    Path file = JournalFiles.in(folder);
    byte[] whole = Files.readAllBytes(file);
    String before = told();
    Random random = new Random(1);
    int found = 0;
    for (int turn = 0; turn < 400; turn++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      if (Notebook.flaw(folder).isPresent()) {
        found++;
      } else {
        assertThat(told()).as("turn %d", turn).isEqualTo(before);
      }
    }
    assertThat(found).isGreaterThan(50);
  }

  private String told() throws JournalTrouble {
    return Notebook.rows(folder).stream()
        .map(row -> RowText.json(row) + new String(row.payload(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }
}
