package io.driftgate.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EpochFileTest {
  @TempDir private Path folder;

  @Test
  void shouldBeginWithOneAndRiseWithEveryStart() throws Exception {
    Path fresh = folder.resolve("a/b");
    for (long expected = 1; expected <= 3; expected++) {
      try (EpochFile file = EpochFile.begin(fresh)) {
        assertThat(file.epoch()).isEqualTo(expected);
        assertThat(fresh.resolve("epoch")).hasContent(Long.toString(expected));
      }
    }
  }

  @Test
  void shouldGoOnFromWhatIsWritten() throws Exception {
    Files.writeString(folder.resolve("epoch"), "41\n");
    Files.writeString(folder.resolve("epoch.next"), "torn by a power cut");

    try (EpochFile file = EpochFile.begin(folder)) {
      assertThat(file.epoch()).isEqualTo(42);
    }
  }

  @Test
  void shouldRefuseASecondUserOfTheFolder() throws Exception {
    try (EpochFile first = EpochFile.begin(folder)) {
      assertThatThrownBy(() -> EpochFile.begin(folder))
          .isInstanceOfSatisfying(
              StartRefused.class,
              refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
          .hasMessageContaining("in use by another driftgate");
      assertThat(first.epoch()).isEqualTo(1);
    }
    try (EpochFile next = EpochFile.begin(folder)) {
      assertThat(next.epoch()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "seven", "7 8", "1234567890123456789", "٧"})
  void shouldRefuseAnEpochThatIsNoNumber(String text) throws Exception {
    Files.writeString(folder.resolve("epoch"), text);

    assertThatThrownBy(() -> EpochFile.begin(folder))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("holds no epoch");
    assertThat(folder.resolve("epoch")).hasContent(text);
  }

  @Test
  void shouldRefuseAFolderThatIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> EpochFile.begin(file))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cannot be used");
  }
}
