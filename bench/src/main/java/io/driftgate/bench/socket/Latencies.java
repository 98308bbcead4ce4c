package io.driftgate.bench.socket;

import io.driftgate.bench.desk.Wave.Arrivals;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The distributions of one kind of event over one configuration, in nanoseconds. One thread. */
public final class Latencies {
  private static final long HIGHEST_NANOS = 60_000_000_000L;

  private final String name;
  private final Histogram first = newHistogram();
  private final Histogram median = newHistogram();
  private final Histogram last = newHistogram();
  private final Histogram lastFromSchedule = newHistogram();
  private final Histogram decision = newHistogram();
  private long unarmed;
  private long unseen;
  private int frameBytes;

  Latencies(String name) {
    this.name = name;
  }

  /** In nanoseconds, up to a minute. */
  public static Histogram newHistogram() {
    return new Histogram(HIGHEST_NANOS, 3);
  }

  /** Into the range of {@link #newHistogram}. */
  public static long clamp(long nanos) {
    return Math.max(0, Math.min(HIGHEST_NANOS, nanos));
  }

  /**
   * Takes one event.
   *
   * @param fromNanos when it began
   * @param scheduledNanos when it should have begun by the fixed schedule
   */
  void record(Arrivals arrivals, long fromNanos, long scheduledNanos) {
    first.recordValue(clamp(arrivals.firstNanos() - fromNanos));
    median.recordValue(clamp(arrivals.medianNanos() - fromNanos));
    last.recordValue(clamp(arrivals.lastNanos() - fromNanos));
    lastFromSchedule.recordValue(clamp(arrivals.lastNanos() - scheduledNanos));
    decision.recordValue(clamp(arrivals.decisionNanos()));
    frameBytes = arrivals.frameBytes();
  }

  /** The market was not open when the event was due. */
  void unarmed() {
    unarmed++;
  }

  /** Some desk had not read it when the round ended: counted as if it had come just then. */
  void unseen(long roundNanos) {
    unseen++;
    last.recordValue(clamp(roundNanos));
    lastFromSchedule.recordValue(clamp(roundNanos));
  }

  void add(Latencies other) {
    first.add(other.first);
    median.add(other.median);
    last.add(other.last);
    lastFromSchedule.add(other.lastFromSchedule);
    decision.add(other.decision);
    unarmed += other.unarmed;
    unseen += other.unseen;
  }

  Histogram last() {
    return last;
  }

  /** Payload of the frame that was read last. */
  int frameBytes() {
    return frameBytes;
  }

  boolean isEmpty() {
    return last.getTotalCount() + unarmed == 0;
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "%n%s: %d rounds, %d not armed, %d not read by all desks in time%n",
        name,
        last.getTotalCount(),
        unarmed,
        unseen);
    head();
    if (decision.getMaxValue() > 0) {
      row("gate: stamp to encoded", decision);
    }
    row("first desk", first);
    row("median desk", median);
    row("last desk", last);
    row("last desk, from schedule", lastFromSchedule);
  }

  /** Prints what {@link #row} prints under. */
  public static void head() {
    System.out.printf(
        "  %-28s %8s %8s %8s %8s %8s %8s  µs%n", "", "p50", "p90", "p99", "p99.9", "max", "mean");
  }

  /** Prints one distribution, in microseconds. */
  public static void row(String what, Histogram nanos) {
    System.out.printf(
        Locale.ROOT,
        "  %-28s %8.0f %8.0f %8.0f %8.0f %8.0f %8.0f%n",
        what,
        micros(nanos.getValueAtPercentile(50)),
        micros(nanos.getValueAtPercentile(90)),
        micros(nanos.getValueAtPercentile(99)),
        micros(nanos.getValueAtPercentile(99.9)),
        micros(nanos.getMaxValue()),
        nanos.getMean() / 1_000);
  }

  private static double micros(long nanos) {
    return nanos / 1_000.0;
  }

  /** One line that says whether a bar is met; a bar of 0 is none. */
  void judge(double p50Micros, double p99Micros) {
    if (last.getTotalCount() == 0) {
      System.out.println("  bar: nothing was measured");
      return;
    }
    double p50 = micros(last.getValueAtPercentile(50));
    double p99 = micros(last.getValueAtPercentile(99));
    boolean met = (p50Micros == 0 || p50 <= p50Micros) && p99 <= p99Micros;
    System.out.printf(
        Locale.ROOT,
        "  bar: %sp99 ≤ %.0f µs: %s%n",
        p50Micros == 0 ? "" : String.format(Locale.ROOT, "p50 ≤ %.0f µs, ", p50Micros),
        p99Micros,
        met ? "met" : "MISSED");
  }
}
