package io.driftgate.bench.socket;

import io.driftgate.bench.desk.DeskLine;
import java.io.IOException;
import java.net.BindException;
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
public final class MonitorProcess implements AutoCloseable {
  /** As {@code ./driftgate} starts it. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx640m",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:G1NewSizePercent=15",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dfile.encoding=UTF-8");

  private static final long START_NANOS = 20_000_000_000L;
  private static final int PINGED_EACH = 25;
  private static final int STOP_SECONDS = 5;

  /** Below those that Linux gives to outgoing connections, thousands of which a fleet takes. */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 5_000;

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
  public record Kind(
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

  /** The product's flags of the JVM, and more. */
  public static List<String> flags(List<String> more) {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(more);
    return flags;
  }

  /** One of 127.0.0.1 that nobody listened on a moment ago. */
  public static int freePort() throws IOException {
    for (int port = FIRST_PORT + (int) (ProcessHandle.current().pid() % PORTS); ; port++) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (BindException taken) {
        if (port >= FIRST_PORT + 2 * PORTS) {
          throw taken;
        }
      }
    }
  }

  /** Starts it; its output goes to a file beside the configuration. */
  public static MonitorProcess start(Kind kind, Path config, int port) throws IOException {
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

  /** Of the operating system. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed so far. */
  public String printed() throws IOException {
    return Files.readString(output);
  }

  /** Where it listens. */
  int port() {
    return port;
  }

  /** Processor time that it has used. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends it and returns what it printed. */
  public String stop() throws IOException, InterruptedException {
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
