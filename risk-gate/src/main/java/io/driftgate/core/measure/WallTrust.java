package io.driftgate.core.measure;

import io.driftgate.core.fact.Stamp;

/**
 * Whether wall time is to be believed: not while it has moved more than 250 ms against the
 * monotonic clock within the last minute (semantics §1).
 */
public final class WallTrust {
  private static final long TOLERANCE_NANOS = 250_000_000L;
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final long NANOS_PER_MS = 1_000_000L;

  private boolean started;
  private long anchorNanos;
  private long offsetNanos;
  private long untrustedUntilNanos = Long.MIN_VALUE;

  /** Takes both clocks as of one moment. */
  public void observe(Stamp stamp) {
    long offset = stamp.wallMs() * NANOS_PER_MS - stamp.nanos();
    if (started && Math.abs(offset - offsetNanos) > TOLERANCE_NANOS) {
      untrustedUntilNanos = stamp.nanos() + MINUTE_NANOS;
      anchor(stamp.nanos(), offset);
    } else if (!started || stamp.nanos() - anchorNanos > MINUTE_NANOS) {
      anchor(stamp.nanos(), offset);
    }
  }

  private void anchor(long nanos, long offset) {
    started = true;
    anchorNanos = nanos;
    offsetNanos = offset;
  }

  public boolean trusted(long nowNanos) {
    return nowNanos >= untrustedUntilNanos;
  }
}
