package io.driftgate.core.opinion;

import io.driftgate.core.plan.RecoveryPlan;

/** How long an output has to wait before it relaxes, and what flapping does to it. */
final class Hold {
  private final long holdNanos;
  private final long maxHoldNanos;
  private final long flapWindowNanos;
  private long currentNanos;
  private long relaxedNanos = Block.NEVER;

  Hold(RecoveryPlan strictest) {
    holdNanos = strictest.holdNanos();
    maxHoldNanos = strictest.maxHoldNanos();
    flapWindowNanos = strictest.flapWindowNanos();
    currentNanos = holdNanos;
  }

  long nanos() {
    return currentNanos;
  }

  void relaxes(long nowNanos) {
    relaxedNanos = nowNanos;
  }

  /** Only the first restriction after a relaxation counts. */
  void restricts(long nowNanos) {
    if (relaxedNanos == Block.NEVER) {
      return;
    }
    boolean flaps = nowNanos - relaxedNanos <= flapWindowNanos;
    currentNanos = flaps ? Math.min(2 * currentNanos, maxHoldNanos) : holdNanos;
    relaxedNanos = Block.NEVER;
  }
}
