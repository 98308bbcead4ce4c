package io.driftgate.bench.socket;

import io.driftgate.bench.desk.DeskLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The monitor's process, from its start to its certain end. */
final class MonitorProcess implements AutoCloseable {
  /** As {@code ./driftgate} starts it. */
  private static final List<String> FLAGS =
      List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10", "-XX:+ExitOnOutOfMemoryError");

  private static final long START_NANOS = 20_000_000_000L;
  private static final int PINGED_EACH = 25;
  private static final int STOP_SECONDS = 5;

  private final Process process;
  private final int port;
  private final Path output;
  private final Thread lastResort;

  private MonitorProcess(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
    this.output = output;
    this.lastResort = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /**
   * What to run.
   *
   * @param jar the product's jar for {@code run --config}; empty for {@link MonitorChild}
   * @param placement for the latter
   * @param extraFlags of the JVM
   * @param cpus that it may use, as taskset takes them; empty: all
   */
  record Kind(
      Optional<Path> jar, String placement, List<String> extraFlags, Optional<String> cpus) {
    List<String> command(Path config) {
      List<String> command = new ArrayList<>();
      cpus.ifPresent(list -> command.addAll(List.of("taskset", "-c", list)));
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(FLAGS);
      command.addAll(extraFlags);
      if (jar.isPresent()) {
        command.addAll(List.of("-jar", jar.get().toString(), "run", "--config", config.toString()));
      } else {
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(MonitorChild.class.getName(), config.toString(), placement));
      }
      return command;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** Starts it; its output goes to a file beside the configuration. */
  static MonitorProcess start(Kind kind, Path config, int port) throws IOException {
    Path output = config.resolveSibling("monitor.log");
    Process process =
        new ProcessBuilder(kind.command(config))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new MonitorProcess(process, port, output);
  }

  /** Connects desks, the first of them as soon as the monitor listens. */
  List<DeskLine> desks(int count) throws IOException, InterruptedException {
    List<DeskLine> desks = new ArrayList<>();
    desks.add(firstDesk());
    while (desks.size() < count) {
      desks.add(DeskLine.subscribed(port));
      if (desks.size() % PINGED_EACH == 0) { // a cold server takes its time, and hears of none
        for (DeskLine desk : desks) {
          desk.ping();
        }
      }
    }
    return desks;
  }

  private DeskLine firstDesk() throws IOException, InterruptedException {
    long giveUpNanos = System.nanoTime() + START_NANOS;
    while (true) {
      try {
        return DeskLine.subscribed(port);
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() - giveUpNanos > 0) {
          throw new IOException("the monitor did not start:\n" + Files.readString(output), notYet);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** Processor time that it has used. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends it and returns what it printed. */
  String stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(1, TimeUnit.SECONDS)) {
      process.destroy();
    }
    close();
    return Files.readString(output);
  }

  @Override
  public void close() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.out.printf(Locale.ROOT, "the monitor did not end by itself; killed%n");
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
