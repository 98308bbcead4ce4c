package io.driftgate.hooks.http;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.DeadMan;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A timer at a venue that each refresh sets anew. A refresh that could not be written within one
 * period of being asked for is not written any more: after a stall of this process the timer is to
 * run out.
 */
public final class VenueDeadMan implements DeadMan {
  private static final long NANOS_PER_MS = 1_000_000;

  private final VenueLine line;
  private final Rhythm rhythm;
  private final Supplier<Step> refresh;
  private final LongSupplier nanos;

  /**
   * Over a line that the hook of the same venue owns.
   *
   * @param nanos a clock that only goes forward
   */
  public VenueDeadMan(VenueLine line, Rhythm rhythm, Supplier<Step> refresh, LongSupplier nanos) {
    this.line = line;
    this.rhythm = rhythm;
    this.refresh = refresh;
    this.nanos = nanos;
  }

  @Override
  public Attempt refresh() {
    long askedNanos = nanos.getAsLong();
    return line.begin(
        refresh.get(), () -> nanos.getAsLong() - askedNanos < rhythm.periodMs() * NANOS_PER_MS);
  }

  @Override
  public long periodMs() {
    return rhythm.periodMs();
  }

  @Override
  public long timeoutMs() {
    return rhythm.timeoutMs();
  }
}
