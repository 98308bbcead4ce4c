package io.driftgate.client.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clients' own vectors, their samples in docs/client.md, and that no wall clock is in them. */
@Timeout(60)
final class ClientFilesIT {
  private static final Path GUIDE = Path.of("..", "docs", "client.md");
  private static final Path PYTHON = Path.of("python", "driftgate.py");

  @TempDir Path folder;

  @Test
  void shouldGiveTheHashesOfTheGuideInJavaScript() throws IOException, InterruptedException {
    assertEndsWell(new ProcessBuilder(Clients.node(), "src/test/javascript/check.mjs"));
  }

  @Test
  void shouldCheckSignaturesAsTheRfcDoesInPython() throws IOException, InterruptedException {
    assertEndsWell(Clients.python("src/test/python/check.py"));
  }

  @Test
  void shouldReadNoWallClock() throws IOException {
    assertThat(Files.readString(Clients.DRIFTGATE_JS)).doesNotContain("Date");
    assertThat(Files.readString(PYTHON)).doesNotContain("time.time", "datetime");
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(source))
            .as(source.toString())
            .doesNotContain("currentTimeMillis", "java.util.Date", "time.Instant", "time.Clock");
      }
    }
  }

  @Test
  void shouldRunTheSampleInJavaScript() throws IOException, InterruptedException {
    Files.copy(Clients.DRIFTGATE_JS, folder.resolve("driftgate.js"));
    Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
    Files.createSymbolicLink(folder.resolve("node_modules"), Clients.TOOLS.resolve("node_modules"));
    Path sample = folder.resolve("sample.js");
    assertSampleOpens("js", sample, new ProcessBuilder(Clients.node(), sample.toString()));
  }

  @Test
  void shouldRunTheSampleInPython() throws IOException, InterruptedException {
    Path sample = folder.resolve("sample.py");
    assertSampleOpens("python", sample, Clients.python(sample.toString()));
  }

  private static void assertEndsWell(ProcessBuilder command)
      throws IOException, InterruptedException {
    assertThat(command.inheritIO().start().waitFor()).isZero();
  }

  /** With two scripted gates in place of those that the guide names. */
  private static void assertSampleOpens(String language, Path file, ProcessBuilder command)
      throws IOException, InterruptedException {
    Matcher sample =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(GUIDE));
    assertThat(sample.find()).isTrue();
    try (ScriptedGate a = new ScriptedGate(1000, new Evidence());
        ScriptedGate b = new ScriptedGate(1000, new Evidence())) {
      String text =
          sample
              .group(1)
              .replace("wss://gate-a.example/v1/feed", a.url())
              .replace("wss://gate-b.example/v1/feed", b.url());
      Files.writeString(file, text);
      Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        List<String> said =
            out.lines().takeWhile(line -> !line.startsWith("OPEN ENABLED ")).limit(60).toList();
        assertThat(said.stream().map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet()))
            .isSubsetOf("WITHDRAW");
        assertThat(said).hasSizeLessThan(60);
        assertThat(process.isAlive()).isTrue();
      } finally {
        process.destroyForcibly().waitFor(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }
}
