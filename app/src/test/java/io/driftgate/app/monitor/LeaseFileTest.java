package io.driftgate.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeaseFileTest {
  private static final long SECOND = 1_000_000_000;

  /** Near where the monotonic clock turns over. */
  private static final long START = Long.parseLong("9223372035854775807");

  @TempDir private Path folder;

  private LeaseFile begin(long leaseMs) throws StartRefused {
    return LeaseFile.begin(folder, leaseMs, false, START);
  }

  private Path file() {
    return folder.resolve("lease");
  }

  @Test
  void shouldWaitForItsOwnLeaseOnlyInAFolderThatIsNew() throws Exception {
    assertThat(LeaseFile.begin(folder, 800, true, START).standingMs()).isEqualTo(800);
    assertThat(file()).hasContent("800");
  }

  @Test
  void shouldWaitForTheLongerOfTheLastLeaseAndItsOwn() throws Exception {
    Files.writeString(file(), "5000\n");
    assertThat(begin(1_000).standingMs()).isEqualTo(5_000);
    assertThat(begin(7_000).standingMs()).isEqualTo(7_000);
    assertThat(file()).hasContent("7000");
  }

  @Test
  void shouldRememberTheLongerOneUntilItIsOver() throws Exception {
    Files.writeString(file(), "5000\n");
    begin(1_000).end(START + 5 * SECOND - 1);
    assertThat(file()).hasContent("5000");
    begin(1_000); // and is killed
    LeaseFile third = begin(1_000);
    assertThat(third.standingMs()).isEqualTo(5_000);
    third.end(START + 5 * SECOND);
    assertThat(file()).hasContent("1000");
    assertThat(begin(1_000).standingMs()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "60001", "1 s", "1000 1000", "1234567890", "٧", "{}"})
  void shouldTakeTheLongestThereIsForWhatItCantRead(String text) throws Exception {
    Files.writeString(file(), text);
    assertThat(begin(1_000).standingMs()).isEqualTo(60_000);
    assertThat(file()).hasContent("60000");
  }

  @Test
  void shouldTakeTheLongestThereIsWhereNoneWasWritten() throws Exception {
    Files.writeString(folder.resolve("lease.next"), "1000, torn by a power cut");
    assertThat(begin(1_000).standingMs()).isEqualTo(60_000);
  }

  @Test
  void shouldRefuseToStartWhereItCantWrite() throws Exception {
    Files.createDirectories(folder.resolve("lease.next"));
    assertThatThrownBy(() -> begin(1_000))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cannot be written");
  }
}
