package io.driftgate.bench.socket;

import io.driftgate.bench.desk.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures from the bytes of a late head, or from the instant at which silence exceeds its bound,
 * to the WITHDRAW frame read by the last desk. The monitor runs in a process of its own; both ends
 * of each figure are this process' own clock.
 */
@Command(
    name = "socket-to-socket",
    mixinStandardHelpOptions = true,
    description = "From the bytes of a late head to WITHDRAW at the last desk.")
public final class SocketToSocket implements Callable<Integer> {
  private static final long MS = 1_000_000L;
  private static final double P50_BAR_MICROS = 500;
  private static final double P99_BAR_MICROS = 5_000;

  @Option(names = "--nodes", defaultValue = "50", description = "default ${DEFAULT-VALUE}")
  private int nodes;

  @Option(names = "--desks", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
  private int desks;

  @Option(
      names = "--placements",
      split = ",",
      defaultValue = "SEPARATE",
      description = "of the feed's loops: SEPARATE, ON_GATE, BOTH; several are taken in turn")
  private List<String> placements;

  @Option(names = "--turns", defaultValue = "1", description = "processes per placement")
  private int turns;

  @Option(names = "--jar", description = "measure this driftgate.jar instead, with its own default")
  private Path jar;

  @Option(names = "--warm-up", defaultValue = "250", description = "rounds per process")
  private int warmUp;

  @Option(
      names = "--push",
      defaultValue = "400",
      description = "rounds per process; half are bursts")
  private int push;

  @Option(names = "--push-period", defaultValue = "200", description = "milliseconds, at least 120")
  private int pushPeriodMs;

  @Option(
      names = "--deadline",
      defaultValue = "120",
      description = "rounds per process, 600 ms each")
  private int deadline;

  @Option(
      names = "--floor",
      defaultValue = "500",
      description = "rounds without a monitor; 0: none")
  private int floor;

  @Option(
      names = "--reading",
      defaultValue = "SLEEPING",
      description = "of the desks: SLEEPING, SPINNING")
  private Reading reading;

  @Option(names = "--monitor-cpus", description = "pins the monitor, e.g. 0; needs taskset")
  private String cpus;

  @Option(names = "--jvm", description = "a further flag for the monitor's JVM; repeatable")
  private List<String> flags = new ArrayList<>();

  @Option(names = "--monitor-output", description = "print what the monitor printed")
  private boolean output;

  /** What was measured of one placement, over all its processes. */
  private record Figures(Latencies cold, Latencies spaced, Latencies burst, Latencies deadline) {
    static Figures of(String name) {
      return new Figures(
          new Latencies(name + " · push, the process' first withdrawals"),
          new Latencies(name + " · push"),
          new Latencies(name + " · push, 47 other heads right behind it"),
          new Latencies(name + " · deadline overshoot"));
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    Map<String, Figures> figures = new LinkedHashMap<>();
    try (Hiccups hiccups = Hiccups.start()) {
      for (int turn = 0; turn < turns; turn++) {
        for (String placement : jar == null ? placements : List.of("JAR")) {
          turn(placement, figures.computeIfAbsent(placement, Figures::of));
        }
      }
      Histogram machine = hiccups.stop();
      figures.values().forEach(SocketToSocket::print);
      floor(figures.values().iterator().next().spaced().frameBytes());
      System.out.println("\ncontrol: how late a thread of this process was that slept for 1 ms");
      Latencies.head();
      Latencies.row("harness: hiccups", machine);
    }
    System.out.println(Machine.describe());
    return 0;
  }

  private void turn(String placement, Figures into) throws IOException, InterruptedException {
    MonitorProcess.Kind kind =
        new MonitorProcess.Kind(
            Optional.ofNullable(jar), placement, List.copyOf(flags), Optional.ofNullable(cpus));
    long startNanos = System.nanoTime();
    try (Session session = Session.start(kind, nodes, desks, reading)) {
      session.warmUp(warmUp, into.cold());
      session.push(push, pushPeriodMs * MS, into.spaced(), into.burst());
      session.deadline(deadline, into.deadline());
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%n%s: process of %.0f s, %.1f %% of one core; connections lost: %d of nodes, %d of desks%n",
          placement,
          seconds,
          session.cpu().toMillis() / seconds / 10,
          session.nodeConnectionsLost(),
          session.deskConnectionsLost());
      String printed = session.stop();
      if (output) {
        System.out.print(printed);
      }
    }
  }

  private static void print(Figures figures) {
    figures.cold().print();
    figures.spaced().print();
    figures.spaced().judge(P50_BAR_MICROS, P99_BAR_MICROS);
    figures.burst().print();
    if (!figures.deadline().isEmpty()) {
      figures.deadline().print();
      figures.deadline().judge(0, P99_BAR_MICROS);
    }
  }

  private void floor(int frameBytes) throws IOException, InterruptedException {
    if (floor > 0) {
      System.out.printf(Locale.ROOT, "%na WITHDRAW frame has %d bytes of payload%n", frameBytes);
      Floor.measure(desks, frameBytes, reading, 300, floor).forEach(Latencies::print);
    }
  }
}
