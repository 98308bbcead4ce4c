package io.driftgate.bench.fleet;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one fleet.
 *
 * @param seen by the farm in the window
 * @param atStart what the monitor had counted before it
 * @param atEnd the same after it
 * @param monitor of the window, but for the peak
 * @param connectionsLost in the window
 * @param hiccups of a thread of the harness that only sleeps: what the machine does to everybody
 */
record FleetFigures(
    int nodes,
    double seconds,
    FarmTally.Seen seen,
    Scrape atStart,
    Scrape atEnd,
    ProcessFigures monitor,
    ProcessFigures harness,
    long connectionsLost,
    Histogram hiccups,
    Optional<Wrk.Figures> wrk) {
  private static final double STALL_BAR_MS = 20;
  private static final double RSS_BAR_MB = 900;
  private static final double P999 = 0.999;
  private static final long WORTH_PRINTING_MS = 200;

  FleetFigures beside(Optional<Wrk.Figures> others) {
    return new FleetFigures(
        nodes, seconds, seen, atStart, atEnd, monitor, harness, connectionsLost, hiccups, others);
  }

  private long skipped() {
    return atEnd.added("polls_skipped_total", atStart);
  }

  private double cpuPerThousand() {
    return 1_000.0 * monitor.cpuMs() / seen.polls();
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "%n%d nodes, %.1f s: %d polls of %.0f due; skipped %d, spared %d, facts dropped %d%n",
        nodes,
        seconds,
        seen.polls(),
        nodes * seconds,
        skipped(),
        atEnd.added("polls_spared_total", atStart),
        atEnd.added("facts_dropped_total", atStart));
    System.out.printf(
        Locale.ROOT,
        "  at the nodes: %.0f ms between two polls at p50, %.0f at p99.9, %.0f at most;"
            + " %d asked for identity, %d headers by hash, %d connections lost%n",
        seen.gaps().getValueAtPercentile(50) / 1e6,
        seen.gaps().getValueAtPercentile(99.9) / 1e6,
        seen.gaps().getMaxValue() / 1e6,
        seen.identities(),
        seen.blocks(),
        connectionsLost);
    System.out.printf(
        Locale.ROOT,
        "  gate loop's stalls: p50 ≤ %.1f ms, p99 ≤ %.1f, p99.9 ≤ %.1f, max ≤ %.1f%n",
        atEnd.stallMs(0.5, atStart),
        atEnd.stallMs(0.99, atStart),
        atEnd.stallMs(P999, atStart),
        atEnd.stallMs(1, atStart));
    System.out.printf(
        Locale.ROOT,
        "  hiccups of the harness: p50 %.1f ms, p99 %.1f, p99.9 %.1f, max %.1f%n",
        hiccups.getValueAtPercentile(50) / 1e6,
        hiccups.getValueAtPercentile(99) / 1e6,
        hiccups.getValueAtPercentile(99.9) / 1e6,
        hiccups.getMaxValue() / 1e6);
    System.out.printf(
        Locale.ROOT,
        "  monitor: %.0f MB resident, %.0f at most; %.1f %% of one core, %.1f ms per 1,000 polls;"
            + " harness: %.1f ms per 1,000%n",
        monitor.rssMb(),
        monitor.peakRssMb(),
        monitor.cpuMs() / seconds / 10,
        cpuPerThousand(),
        1_000.0 * harness.cpuMs() / seen.polls());
    printThreads();
    printStates();
    wrk.ifPresentOrElse(
        this::print, () -> System.out.println("  wrk: not installed, nothing to compare with"));
    judge();
  }

  private void printThreads() {
    StringBuilder out = new StringBuilder("  its threads:");
    monitor.cpuMsByThread().entrySet().stream()
        .filter(thread -> thread.getValue() >= WORTH_PRINTING_MS)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            thread ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        " %s %.1f %%,",
                        thread.getKey(),
                        thread.getValue() / seconds / 10)));
    System.out.println(out.append(" of one core"));
  }

  private void printStates() {
    StringBuilder out = new StringBuilder("  at the end:");
    atEnd
        .sums()
        .forEach(
            (name, value) -> {
              boolean state = name.startsWith("node_state:") || name.startsWith("market_quotes:");
              boolean failure = name.startsWith("poll_failures_total:");
              if (value > 0 && (state || failure)) {
                out.append(String.format(Locale.ROOT, " %s %.0f,", name, value));
              }
            });
    System.out.println(out);
  }

  private void print(Wrk.Figures figures) {
    System.out.printf(
        Locale.ROOT,
        "  wrk: %.0f requests/s, %.1f ms of processor time per 1,000 requests%s%n",
        figures.requests() / figures.seconds(),
        1_000.0 * figures.cpuMs() / figures.requests(),
        figures.errors().isEmpty() ? "" : " (" + figures.errors() + ")");
  }

  private void judge() {
    System.out.printf(
        Locale.ROOT,
        "  bars: no poll skipped %s; stall p99.9 ≤ 20 ms %s; RSS ≤ 900 MB %s%n",
        met(skipped() == 0 && seen.gaps().getMaxValue() < 2e9),
        met(atEnd.stallMs(P999, atStart) <= STALL_BAR_MS),
        met(monitor.peakRssMb() <= RSS_BAR_MB));
  }

  private static String met(boolean is) {
    return is ? "met" : "MISSED";
  }

  static void printHead() {
    System.out.printf(
        "%n%8s %10s %8s %22s %10s %12s %12s %12s%n",
        "nodes",
        "polls",
        "skipped",
        "stall p50/p99/p99.9",
        "RSS peak",
        "CPU/1,000",
        "wrk's",
        "core");
  }

  void printRow() {
    System.out.printf(
        Locale.ROOT,
        "%8d %10d %8d %22s %7.0f MB %9.1f ms %12s %10.1f %%%n",
        nodes,
        seen.polls(),
        skipped(),
        String.format(
            Locale.ROOT,
            "%.1f/%.1f/%.1f ms",
            atEnd.stallMs(0.5, atStart),
            atEnd.stallMs(0.99, atStart),
            atEnd.stallMs(P999, atStart)),
        monitor.peakRssMb(),
        cpuPerThousand(),
        wrk.map(w -> String.format(Locale.ROOT, "%.1f ms", 1_000.0 * w.cpuMs() / w.requests()))
            .orElse("-"),
        monitor.cpuMs() / seconds / 10);
  }
}
