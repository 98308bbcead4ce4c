package io.driftgate.client;

import java.util.function.LongUnaryOperator;

/** Pauses before reconnecting: twice as long each time, of which a random half. Bounded. */
final class Backoff {
  private static final long FIRST_MS = 100;
  private static final long LONGEST_MS = 5_000;

  private final LongUnaryOperator below;
  private long nextMs = FIRST_MS;

  /**
   * A backoff.
   *
   * @param below a random number of at least 0 and below its argument
   */
  Backoff(LongUnaryOperator below) {
    this.below = below;
  }

  /** The next pause in milliseconds, 50 to 5,000. */
  long pauseMs() {
    long pause = nextMs / 2 + below.applyAsLong(nextMs / 2 + 1);
    nextMs = Math.min(LONGEST_MS, 2 * nextMs);
    return pause;
  }

  /** The last connection was worth it. */
  void reset() {
    nextMs = FIRST_MS;
  }
}
