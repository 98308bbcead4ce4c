package io.driftgate.app.monitor;

import org.HdrHistogram.Histogram;

/**
 * How long the gate loop kept a due call waiting: one that is asked for every 10 ms, and how much
 * later it came. What a desk's frame may be held up by is in here, whatever the cause: a long step,
 * a collection of garbage, a stopped process.
 *
 * <p>Lives on the gate loop.
 */
final class StallMeter {
  static final long PERIOD_NANOS = 10_000_000L;

  private static final long HIGHEST_MICROS = 3_600_000_000L;

  private final Histogram lateMicros = new Histogram(HIGHEST_MICROS, 2);
  private long dueNanos;

  void start(long nowNanos) {
    dueNanos = nowNanos + PERIOD_NANOS;
  }

  /**
   * Records a call.
   *
   * @return how late it came, at least 0
   */
  long called(long nowNanos) {
    long lateNanos = Math.max(0, nowNanos - dueNanos);
    // Whoever waits during a stall waits on average half of it: without that the figures flatter.
    lateMicros.recordValueWithExpectedInterval(
        Math.min(HIGHEST_MICROS, lateNanos / 1_000), PERIOD_NANOS / 1_000);
    dueNanos = nowNanos + PERIOD_NANOS;
    return lateNanos;
  }

  Histogram copy() {
    return lateMicros.copy();
  }
}
