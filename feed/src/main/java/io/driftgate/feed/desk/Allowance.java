package io.driftgate.feed.desk;

/** A token bucket: so many a second, and at most so many at once. On the desk's loop only. */
final class Allowance {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long nanosPerToken;
  private final long fullNanos;
  private long savedNanos;
  private long lastNanos;

  Allowance(int perSecond, long nowNanos) {
    this.nanosPerToken = NANOS_PER_SECOND / perSecond;
    this.fullNanos = nanosPerToken * perSecond;
    this.savedNanos = fullNanos;
    this.lastNanos = nowNanos;
  }

  /** Takes one if there is one. */
  boolean take(long nowNanos) {
    savedNanos = Math.min(fullNanos, savedNanos + Math.max(0, nowNanos - lastNanos));
    lastNanos = nowNanos;
    if (savedNanos < nanosPerToken) {
      return false;
    }
    savedNanos -= nanosPerToken;
    return true;
  }
}
