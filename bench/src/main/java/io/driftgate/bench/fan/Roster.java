package io.driftgate.bench.fan;

import io.driftgate.app.monitor.FeedPlacement;
import io.driftgate.bench.wire.WsFrames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Who takes part: whatever this machine has. Says how to get what it lacks. */
final class Roster {
  static final String FLOOR = "floor: write() in C";
  static final String FEED = "Driftgate's feed";
  private static final int PROBE_SECONDS = 30;

  private final Path folder;
  private final Path modules;
  private final List<Server> servers = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private Roster(Path folder, Path modules) {
    this.folder = folder;
    this.modules = modules;
  }

  /** What has no place in the comparison without the feed. */
  static Server feed(List<String> flags, FeedPlacement placement, long leaseMs, long heartbeatMs) {
    String lease = Long.toString(leaseMs);
    String heartbeat = Long.toString(heartbeatMs);
    return new Server(
        Protocol.FEED,
        Child.java(flags, FeedChild.class, placement.name(), lease, heartbeat),
        FEED);
  }

  /**
   * Nobody yet.
   *
   * @param folder for what is unpacked, and for {@link #payload}
   * @param modules a folder {@code node_modules} with {@code ws} and {@code bun}
   */
  static Roster beside(Path folder, Path modules) {
    return new Roster(folder, modules);
  }

  /** The file that holds what all of them send, by the time they are started. */
  Path payload() {
    return folder.resolve("payload");
  }

  /** Enters everyone but the floor. */
  void peers() throws IOException, InterruptedException {
    nats();
    ws(payload().toString());
    bun(payload().toString());
  }

  /** Enters the floor. */
  void floor() throws IOException, InterruptedException {
    Path program = folder.resolve("floor");
    String source = unpacked("floor.c");
    if (runs("gcc", "-O2", "-o", program.toString(), source)) {
      String accept = WsFrames.accept(FanDesk.key());
      List<String> command = List.of(program.toString(), payload().toString(), accept);
      servers.add(new Server(Protocol.PLAIN, command, FLOOR));
    } else {
      missing.add("no floor: needs gcc (Debian: gcc, libc6-dev)");
    }
  }

  private void nats() throws IOException, InterruptedException {
    if (runs("nats-server", "--version")) {
      List<String> command = List.of("nats-server", "-c", unpacked("nats.conf"));
      servers.add(new Server(Protocol.NATS, command, "nats-server"));
    } else {
      missing.add("no NATS: needs nats-server (Debian: nats-server)");
    }
  }

  private void ws(String payload) throws IOException, InterruptedException {
    if (Files.exists(modules.resolve("ws")) && runs("node", "--version")) {
      List<String> command =
          List.of("node", unpacked("ws.mjs"), modules.toAbsolutePath().toString(), payload);
      servers.add(new Server(Protocol.PLAIN, command, "Node ws"));
    } else {
      missing.add("no Node ws: needs node, and ws in " + modules + " (npm ci beside it)");
    }
  }

  private void bun(String payload) throws IOException, InterruptedException {
    String bun = modules.resolve(".bin").resolve("bun").toString();
    if (runs(bun, "--version")) {
      List<Server.Way> ways =
          List.of(new Server.Way('P', "Bun publish"), new Server.Way('L', "Bun loop of sends"));
      servers.add(new Server(Protocol.PLAIN, List.of(bun, unpacked("bun.mjs"), payload), ways));
    } else {
      missing.add("no Bun: needs bun in " + modules + " (npm ci beside it)");
    }
  }

  private String unpacked(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = Roster.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("not in the jar: " + name);
      }
      Files.write(file, in.readAllBytes());
    }
    return file.toString();
  }

  private boolean runs(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] said = process.getInputStream().readAllBytes();
      boolean good = process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      if (!good) {
        missing.add(new String(said, StandardCharsets.UTF_8).strip());
      }
      return good;
    } catch (IOException notThere) {
      return false;
    }
  }

  List<Server> servers() {
    return List.copyOf(servers);
  }

  /** One line for each that is left out. */
  List<String> missing() {
    return List.copyOf(missing);
  }
}
