package io.driftgate.bench.stamp;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A real node in a process of its own; {@code DRIFTGATE_ANVIL} names it, or npm brought it. */
final class Anvil implements AutoCloseable {
  private static final String LISTENING = "Listening on ";
  private static final String FROM_NPM =
      "tools/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";

  private final Process process;
  private final int port;

  private Anvil(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Anvil start(String blockSeconds) throws IOException {
    Path binary = Path.of(Optional.ofNullable(System.getenv("DRIFTGATE_ANVIL")).orElse(FROM_NPM));
    if (!Files.isExecutable(binary)) {
      throw new IOException("no anvil at " + binary + ": set DRIFTGATE_ANVIL");
    }
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--block-time",
                blockSeconds)
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String address =
        out.lines().filter(line -> line.startsWith(LISTENING)).findFirst().orElseThrow();
    Thread drain = new Thread(() -> out.lines().forEach(line -> {}), "anvil-output");
    drain.setDaemon(true);
    drain.setUncaughtExceptionHandler((thread, killed) -> {});
    drain.start();
    return new Anvil(process, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
