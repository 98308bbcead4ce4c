package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.app.config.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command and configuration of the README does what it is said to do. */
final class ReadmeIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** {@code demo} is run by {@link DemoPageIT}, and {@code ./verify} is what runs this. */
  private static final List<String> RUN_ELSEWHERE = List.of("./driftgate demo", "./verify");

  private static final String PROBE = "./driftgate check --config driftgate.yaml --probe";
  private static final String RUN = "./driftgate run --config driftgate.yaml";

  @TempDir private Path folder;

  @Test
  void shouldHoldTogetherAsConfigured() throws Exception {
    List<String> samples = blocks("yaml");
    assertThat(samples).isNotEmpty();
    for (String sample : samples) {
      Path file = Files.writeString(folder.resolve("sample.yaml"), sample);
      Reading reading = ConfigReader.read(file, name -> Optional.empty());
      assertThat(reading.problems()).as(sample).isEmpty();
    }
  }

  @Test
  void shouldRunEveryCommandInTurn() throws Exception {
    List<String> commands = blocks("sh").stream().flatMap(String::lines).toList();
    assertThat(commands).contains(PROBE, RUN).containsAll(RUN_ELSEWHERE);
    String port = freePort();
    Program program = null;
    try {
      for (String command : commands) {
        if (command.equals(RUN)) {
          program = runOn(port);
        } else if (command.equals(PROBE)) {
          probeSimulatedNodes();
        } else if (!RUN_ELSEWHERE.contains(command)) {
          assertThat(shell(command.replace("8080", port))).as(command).isNotEmpty();
        }
      }
    } finally {
      if (program != null) {
        program.kill();
      }
    }
  }

  /** The configuration's nodes are nobody's: simulated ones stand in, where ports are free. */
  private void probeSimulatedNodes() throws Exception {
    Path file = folder.resolve("driftgate.yaml");
    String text = Files.readString(file);
    for (String taken : List.of("9545", "9546", "9547")) {
      assertThat(text).contains(":" + taken);
      text = text.replace(":" + taken, ":" + freePort());
    }
    Files.writeString(file, text);
    Program nodes = Program.start(folder, "simulate", "--config", file.toString());
    try {
      nodes.awaitLine("simulating ");
      assertThat(shell(PROBE)).contains("every node answers as configured");
    } finally {
      nodes.kill();
    }
  }

  private Program runOn(String port) throws IOException {
    Path file = folder.resolve("driftgate.yaml");
    Files.writeString(file, Files.readString(file).replace("8080", port));
    Program program = Program.start(folder, "run", "--config", file.toString());
    assertThat(program.page()).contains(port);
    return program;
  }

  /** Runs a line as a person would, in a folder of theirs, and returns what it printed. */
  private String shell(String command) throws Exception {
    String line = command.replace("./driftgate ", ROOT.resolve("driftgate") + " ");
    Path printed = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder(
                "bash", "-c", line.contains(">") ? line + " && cat driftgate.yaml" : line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(command).isTrue();
    assertThat(process.exitValue()).as(command + "\n" + Files.readString(printed)).isZero();
    return Files.readString(printed);
  }

  private static List<String> blocks(String language) throws IOException {
    Pattern fence =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    return fence
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
