package io.driftgate.app.monitor;

import java.util.function.LongConsumer;

/**
 * One timer that is set to the core's next deadline. A deadline that moves later lets the timer
 * come early and sets it anew then: that is one timer per deadline met, instead of one per input.
 *
 * <p>Lives on the gate loop.
 */
final class Alarm {
  /** No deadline. */
  static final long NEVER = Long.MAX_VALUE;

  /** Should a deadline stay due after it was applied, the loop must not spin on it. */
  static final long MIN_PAUSE_NANOS = 100_000;

  private static final long LONGEST_NANOS = 3_600_000_000_000L;

  private final LoopTimer timer;
  private final LongConsumer onRing;
  private LoopTimer.Pending pending = () -> {};
  private boolean set;
  private long ringsAtNanos;

  /**
   * Not set yet.
   *
   * @param onRing is given the time that the alarm was set to
   */
  Alarm(LoopTimer timer, LongConsumer onRing) {
    this.timer = timer;
    this.onRing = onRing;
  }

  /** Makes sure that it rings at the deadline or before. */
  void ringBy(long deadlineNanos, long nowNanos) {
    if (deadlineNanos == NEVER || (set && ringsAtNanos - deadlineNanos <= 0)) {
      return;
    }
    pending.cancel();
    set = true;
    ringsAtNanos = deadlineNanos;
    long delayNanos = Math.min(LONGEST_NANOS, Math.max(0, deadlineNanos - nowNanos));
    pending = timer.after(delayNanos, this::ring);
  }

  private void ring() {
    set = false;
    onRing.accept(ringsAtNanos);
  }

  void cancel() {
    pending.cancel();
    set = false;
  }
}
