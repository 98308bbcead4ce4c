package io.driftgate.collector;

import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Transport;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The mixed run of all hostile behaviours for as long as one likes, with the healthy nodes' delays
 * with and without them. Run by hand: its figures are the machine's.
 *
 * <p>A delay is the time from a healthy server's writing its answer to the stamp that the collector
 * gives it; both clocks are one. Of a poll of several requests it is the last one's.
 */
final class HostileSoak {
  private static final long WARM_UP_MS = 15_000;
  private static final int PARTS = 10;

  private HostileSoak() {}

  /** Takes the seconds for which each of the two runs is measured. */
  public static void main(String[] arguments) throws Exception {
    long seconds = Long.parseLong(arguments[0]);
    run("healthy nodes alone", List.of(), seconds);
    run("with hostile nodes", HostileFleet.all(), seconds);
    System.exit(0);
  }

  private static void run(String name, List<HostileCase> cases, long seconds) throws Exception {
    Delays delays = new Delays();
    Path folder = Files.createTempDirectory("hostile");
    try (HostileFleet fleet = new HostileFleet(folder, cases, delays, false)) {
      Thread.sleep(WARM_UP_MS);
      delays.begin();
      for (int part = 0; part <= PARTS; part++) {
        System.out.println(name + ", part " + part + ": " + machine());
        if (part < PARTS) {
          Thread.sleep(seconds * 1_000 / PARTS);
        }
      }
      System.out.println(name + ": " + delays + "; " + fleet.counters());
    }
  }

  private static String machine() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = (runtime.totalMemory() - runtime.freeMemory()) >> 10;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return threads + " threads, " + used + " KiB of heap";
  }

  /** The healthy nodes' delays, in nanoseconds. */
  private static final class Delays implements StampDelays {
    private long[] nanos = new long[1 << 10];
    private int count;
    private boolean begun;

    synchronized void begin() {
      begun = true;
    }

    @Override
    public synchronized void took(HeadObserved fact, Map<NodeId, HostileNode> healthy) {
      HostileNode node = healthy.get(fact.node());
      if (!begun || node == null || fact.transport() != Transport.POLL) {
        return;
      }
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count] = fact.received().nanos() - node.answeredNanos();
      count++;
    }

    @Override
    public synchronized String toString() {
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return count
          + " delays, p50 "
          + at(sorted, 0.5)
          + ", p90 "
          + at(sorted, 0.9)
          + ", p99 "
          + at(sorted, 0.99)
          + ", p99.9 "
          + at(sorted, 0.999)
          + " µs";
    }

    private static long at(long[] sorted, double share) {
      return sorted[(int) (share * (sorted.length - 1))] / 1_000;
    }
  }
}
