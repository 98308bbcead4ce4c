package io.driftgate.bench.fan;

import io.driftgate.bench.socket.Latencies;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What was measured of one way of sending, in nanoseconds from the trigger. One thread. */
final class Figures {
  static final double FLOOR_BAR = 1.3;
  private static final double P99 = 99;

  private final String name;
  private final Histogram first = Latencies.newHistogram();
  private final Histogram median = Latencies.newHistogram();
  private final Histogram last = Latencies.newHistogram();
  private int late;

  Figures(String name) {
    this.name = name;
  }

  void record(Round.Times times) {
    first.recordValue(Latencies.clamp(times.first()));
    median.recordValue(Latencies.clamp(times.median()));
    last.recordValue(Latencies.clamp(times.last()));
  }

  /** Some desk did not read it in time. */
  void late() {
    late++;
  }

  String name() {
    return name;
  }

  static void head() {
    System.out.printf(
        "  %-24s %8s %8s %8s | %8s %8s %8s %8s  µs%n",
        "", "first50", "median50", "median99", "last50", "last90", "last99", "max");
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "  %-24s %8.0f %8.0f %8.0f | %8.0f %8.0f %8.0f %8.0f%s%n",
        name,
        micros(first, 50),
        micros(median, 50),
        micros(median, P99),
        micros(last, 50),
        micros(last, 90),
        micros(last, P99),
        micros(last, 100),
        late == 0 ? "" : "  LATE: " + late);
  }

  private static double micros(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** The last desk's percentile, of the other's. */
  double times(Figures other, double percentile) {
    return (double) last.getValueAtPercentile(percentile)
        / other.last.getValueAtPercentile(percentile);
  }

  /** Whether nothing came late, and the last desk's p50 and p99 are so much of the other's. */
  boolean isWithin(double factor, Figures other) {
    return late == 0 && times(other, 50) <= factor && times(other, P99) <= factor;
  }

  /** One line that compares the last desk. */
  String against(Figures other, double bar) {
    return String.format(
        Locale.ROOT,
        "  last desk against %-20s p50 × %.2f, p99 × %.2f; bar ≤ %.1f: %s",
        other.name,
        times(other, 50),
        times(other, P99),
        bar,
        isWithin(bar, other) ? "met" : "MISSED");
  }
}
