package io.driftgate.simulator.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seeds say the same, byte for byte, whatever runs them. */
final class DigestIT {
  private static final Path JDKS = Path.of("/usr/lib/jvm");

  @TempDir private Path dir;

  @Test
  void shouldSayTheSameOnAnotherJdk() throws Exception {
    Path here = Path.of(System.getProperty("java.home")).toRealPath();
    Optional<Path> other = newestBut(here);
    assumeTrue(other.isPresent(), "there is no JDK under " + JDKS + " but the one at hand");

    byte[] digests = digests(here);

    assertThat(new String(digests, StandardCharsets.UTF_8).lines()).hasSizeGreaterThan(8);
    assertThat(digests(other.orElseThrow())).as("on %s", other).isEqualTo(digests);
  }

  private static Optional<Path> newestBut(Path here) throws IOException {
    if (!Files.isDirectory(JDKS)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(JDKS)) {
      List<Path> homes = found.filter(home -> Files.isExecutable(java(home))).toList();
      return homes.stream()
          .filter(home -> !real(home).equals(here) && !version(home).equals(version(here)))
          .max(Comparator.comparing(DigestIT::version));
    }
  }

  private static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the JDK's {@code release} file has it; the oldest where there is none. */
  private static Runtime.Version version(Path home) {
    try {
      return Files.readAllLines(home.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
          .map(Runtime.Version::parse)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      return Runtime.Version.parse("1");
    }
  }

  private byte[] digests(Path home) throws Exception {
    Path said = Files.createTempFile(dir, "digests", ".txt");
    Process child =
        new ProcessBuilder(
                java(home).toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DigestMain.class.getName(),
                said.toString())
            .inheritIO()
            .start();
    assertThat(child.waitFor()).as("how %s ended", home).isZero();
    return Files.readAllBytes(said);
  }
}
