package io.driftgate.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.app.config.Reading;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of docs/rest.md does what it is said to do. */
final class RestGuideIT {
  private static final Path GUIDE = Path.of("..", "docs", "rest.md");
  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
  private static final String CONFIG =
      """
      server: { port: 0 }
      chains: [ { id: eth, preset: ethereum } ]
      nodes:
        - { id: geth-1, chain: eth, http: 'http://127.0.0.1:1' }
        - { id: reth-1, chain: eth, http: 'http://127.0.0.1:1' }
        - { id: reth-2, chain: eth, http: 'http://127.0.0.1:1' }
      policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
      markets: [ { id: ETH-PERP, legs: [ { chain: eth, policy: p } ] } ]
      """;

  @TempDir private Path folder;

  @Test
  void shouldShowCommandsThatWork() throws Exception {
    List<String> commands =
        COMMANDS
            .matcher(Files.readString(GUIDE))
            .results()
            .flatMap(block -> block.group(1).lines())
            .toList();
    assertThat(commands).hasSizeGreaterThan(8);
    Reading reading =
        ConfigReader.read(
            "t.yaml", folder, CONFIG.getBytes(StandardCharsets.UTF_8), name -> Optional.empty());
    Monitor monitor =
        Monitor.of(
            reading.configuration().orElseThrow(), () -> reading, FeedPlacement.SEPARATE, "test");
    try {
      String port = Integer.toString(await(monitor.start()));
      for (String command : commands) {
        assertThat(shell(command.replace("8080", port))).as(command).isNotEmpty();
      }
    } finally {
      await(monitor.stop());
    }
  }

  private String shell(String command) throws Exception {
    Path printed = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command).isTrue();
    assertThat(process.exitValue()).as(command + "\n" + Files.readString(printed)).isZero();
    return Files.readString(printed);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
