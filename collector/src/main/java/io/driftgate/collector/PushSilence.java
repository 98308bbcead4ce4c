package io.driftgate.collector;

import java.util.OptionalLong;

/**
 * Sees a subscription that is open and says nothing, by what polling shows meanwhile (scenario 4).
 * Told the time with every event.
 *
 * <p>The first head that is polled after the confirmation is the baseline: the subscription says
 * only what comes later, so a block that fell between the last poll and the confirmation is never
 * delivered, and is not missed.
 *
 * <p>Heights may fall on either side first: anvil pushes each head of a reorg, but pushes nothing
 * when it rolls back, which only polling shows.
 */
final class PushSilence {
  private final long marginNanos;
  private long confirmedNanos;
  private boolean baselined;
  private long deliveredHeight;
  private OptionalLong missingSinceNanos = OptionalLong.empty();

  /**
   * Watches nothing yet.
   *
   * @param marginNanos how long push may stay behind what polling shows
   */
  PushSilence(long marginNanos) {
    this.marginNanos = marginNanos;
  }

  /** A subscription begins, or showed that it lives without naming a height. */
  void confirmed(long nanos) {
    confirmedNanos = nanos;
    baselined = false;
    deliveredHeight = -1;
    missingSinceNanos = OptionalLong.empty();
  }

  /** Push delivered a head. */
  void pushed(long height) {
    baselined = true;
    deliveredHeight = height;
    missingSinceNanos = OptionalLong.empty();
  }

  /**
   * Polling showed a head.
   *
   * @return whether push has owed a head for longer than the margin
   */
  boolean polled(long height, long sentNanos, long receivedNanos) {
    if (!baselined) {
      baselined = sentNanos >= confirmedNanos;
      deliveredHeight = height;
      return false;
    }
    if (height <= deliveredHeight) {
      missingSinceNanos = OptionalLong.empty();
      return false;
    }
    if (missingSinceNanos.isEmpty()) {
      missingSinceNanos = OptionalLong.of(receivedNanos);
    }
    return receivedNanos - missingSinceNanos.getAsLong() > marginNanos;
  }
}
