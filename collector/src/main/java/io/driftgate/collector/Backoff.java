package io.driftgate.collector;

import java.util.SplittableRandom;

/**
 * Delays between attempts: doubling up to a cap, each shortened by up to half, so that nodes which
 * were lost together don't come back together. Seeded: the same seed gives the same delays.
 */
final class Backoff {
  private final long baseNanos;
  private final long capNanos;
  private final SplittableRandom chance;
  private long nextNanos;

  Backoff(long baseNanos, long capNanos, long seed) {
    this.baseNanos = baseNanos;
    this.capNanos = capNanos;
    this.chance = new SplittableRandom(seed);
    this.nextNanos = baseNanos;
  }

  /** The delay before the next attempt. */
  long next() {
    long full = nextNanos;
    nextNanos = Math.min(capNanos, full * 2);
    return full - chance.nextLong(full / 2 + 1);
  }

  /** The last attempt lasted: the next delay is short again. */
  void reset() {
    nextNanos = baseNanos;
  }
}
