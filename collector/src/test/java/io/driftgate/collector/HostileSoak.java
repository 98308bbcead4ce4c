package io.driftgate.collector;

import io.driftgate.core.fact.Transport;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Healthy nodes alone and amid all hostile behaviours, in turns of one run: how late the healthy
 * ones' stamps are, and what the process grows. Run by hand: its figures are the machine's.
 *
 * <p>The nodes are two processes beside this one, the hostile ones' with the lowest priority, since
 * they stand for other machines. A delay is the time from a healthy node's writing its answer or
 * event to the stamp that the collector gives it; of a poll of several requests the last one's.
 */
final class HostileSoak {
  private static final int MIXED_TURNS = 2;
  private static final int PART_SECONDS = 60;
  private static final long WARM_UP_MS = 6_000;
  private static final long AFTER_GC_MS = 300;
  private static final long PROBE_MS = 5;
  private static final List<String> LOWEST_PRIORITY = List.of("nice", "-n", "19");

  /** As the product's logging does; held, since it is else forgotten. */
  private static final Logger QUIET =
      Logger.getLogger("io.vertx.core.http.impl.HttpClientConnectionInternal");

  private final Vertx vertx = Vertx.vertx();
  private final NodesProcess healthy;
  private final NodesProcess hostile;
  private final WriteTimes times;
  private final Path folder;
  private final Figures alone = new Figures("alone");
  private final Figures mixed = new Figures("mixed");

  private HostileSoak(Path folder) throws IOException {
    this.folder = folder;
    times = new WriteTimes(folder.resolve("writes"), HealthyNode.ALL.size());
    healthy = new NodesProcess(folder, false, List.of());
    hostile = new NodesProcess(folder, true, LOWEST_PRIORITY);
  }

  /** Takes the seconds amid hostile nodes, in two turns, and those of each of three alone. */
  public static void main(String[] arguments) throws Exception {
    QUIET.setLevel(Level.SEVERE);
    long seconds = Long.parseLong(arguments[0]) / MIXED_TURNS;
    long secondsAlone = Long.parseLong(arguments[1]);
    HostileSoak soak = new HostileSoak(Files.createTempDirectory("hostile"));
    try {
      soak.turn(soak.alone, List.of(), secondsAlone);
      for (int i = 0; i < MIXED_TURNS; i++) {
        soak.turn(soak.mixed, soak.hostile.nodes(), seconds);
        soak.turn(soak.alone, List.of(), secondsAlone);
      }
    } finally {
      soak.healthy.close();
      soak.hostile.close();
    }
    System.out.println("µs | count | p50 | p90 | p99 | p99.9 | most");
    soak.alone.print();
    soak.mixed.print();
    System.exit(0);
  }

  private void turn(Figures figures, List<NodesProcess.Served> others, long seconds)
      throws Exception {
    try (SoakTurn turn =
        new SoakTurn(
            vertx,
            healthy.nodes(),
            others,
            times,
            figures.delays,
            figures.loop,
            Optional.of(Authority.trustIn(folder)))) {
      Thread.sleep(WARM_UP_MS);
      System.out.println(figures.name + ": warm: " + turn.counters());
      long left = seconds;
      while (left > 0) {
        measure(turn, figures, Math.min(PART_SECONDS, left));
        left -= PART_SECONDS;
        System.out.println(figures.name + ": " + machine() + "; nodes' CPU " + cpu());
      }
      System.out.println(figures.name + ": " + turn.counters());
    }
  }

  /** Probes the loop and the machine meanwhile. */
  private static void measure(SoakTurn turn, Figures figures, long seconds) throws Exception {
    Thread.sleep(AFTER_GC_MS);
    turn.measure(true);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long before = System.nanoTime();
    while (before < end) {
      Thread.sleep(PROBE_MS);
      long now = System.nanoTime();
      figures.machine.add(now - before - PROBE_MS * 1_000_000);
      turn.probe();
      before = System.nanoTime();
    }
    turn.measure(false);
  }

  private String cpu() {
    return healthy.cpu().toSeconds() + " s healthy, " + hostile.cpu().toSeconds() + " s hostile";
  }

  private static String machine() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 10;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return threads
        + " threads, "
        + heap
        + " KiB of heap, "
        + resident()
        + " resident, "
        + openFiles()
        + " open files, own CPU "
        + ProcessHandle.current().info().totalCpuDuration().orElseThrow().toSeconds()
        + " s";
  }

  private static String resident() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.substring("VmRSS:".length()).strip())
          .findFirst()
          .orElse("?");
    }
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  /** What is measured in one kind of turn. */
  private static final class Figures {
    private final String name;
    private final Map<Transport, Samples> delays = new EnumMap<>(Transport.class);
    private final Samples loop = new Samples();
    private final Samples machine = new Samples();

    Figures(String name) {
      this.name = name;
      for (Transport transport : Transport.values()) {
        delays.put(transport, new Samples());
      }
    }

    void print() {
      delays.forEach(
          (transport, samples) ->
              System.out.println(name + ", " + transport + " | " + samples.row()));
      System.out.println(name + ", task on the loop | " + loop.row());
      System.out.println(name + ", sleeping thread | " + machine.row());
    }
  }
}
