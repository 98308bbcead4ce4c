package io.driftgate.hooks.http;

import java.util.function.LongSupplier;

/**
 * The venue's time as far as it is known: this machine's wall clock until the venue has been asked.
 * Edge loop.
 */
public final class VenueClock {
  private final LongSupplier wallMs;
  private long offsetMs;

  public VenueClock(LongSupplier wallMs) {
    this.wallMs = wallMs;
  }

  /** Unix milliseconds at the venue. */
  public long nowMs() {
    return wallMs.getAsLong() + offsetMs;
  }

  /** This machine's own. */
  public long wallMs() {
    return wallMs.getAsLong();
  }

  /** Takes what the venue said, as of the middle of the exchange. */
  public void learn(long venueMs, long askedWallMs, long answeredWallMs) {
    offsetMs = venueMs - (askedWallMs + (answeredWallMs - askedWallMs) / 2);
  }

  /** By how much the venue is ahead of this machine. */
  public long offsetMs() {
    return offsetMs;
  }
}
