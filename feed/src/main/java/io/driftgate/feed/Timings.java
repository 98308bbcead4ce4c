package io.driftgate.feed;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** How long something rare took, each time since the start. For any thread. */
final class Timings {
  private static final long MAX_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;
  private static final long NANOS_PER_MICRO = 1_000;

  private final Histogram micros = new SynchronizedHistogram(MAX_MICROS, DIGITS);

  void record(long nanos) {
    micros.recordValue(Math.min(MAX_MICROS, Math.max(0, nanos) / NANOS_PER_MICRO));
  }

  /** In microseconds. */
  Histogram micros() {
    return micros.copy();
  }
}
