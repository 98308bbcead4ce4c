package io.driftgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The hash as docs/journal.md defines it; the value was computed by Python's hashlib. */
final class RowHashTest {
  @Test
  void shouldBeTheHashThatTheDocumentationDefines() {
    byte[] payload = "{\"version\":1}".getBytes(StandardCharsets.UTF_8);
    JournalEntry entry =
        new JournalEntry(RowKind.TRANSITION, 7, 41, 1_700_000_000_000L, "ETH-PERP", () -> payload);
    Row row = Row.after(0, Hash.ZERO, entry);
    assertThat(row.id()).isEqualTo(1);
    assertThat(row.hash())
        .isEqualTo(
            Hash.parse("0x8bec8ba0cae3b1840e135d4291530d568569a2b807c3eb3d733833326de588e0"));
  }
}
