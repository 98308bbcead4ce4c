package io.driftgate.core.opinion;

import io.driftgate.core.plan.RecoveryPlan;

/** How long an output has to wait before it relaxes, and what flapping does to it. */
final class Hold {
  private RecoveryPlan plan;
  private int flaps;
  private long relaxedNanos = Block.NEVER;

  Hold(RecoveryPlan strictest) {
    plan = strictest;
  }

  /** Another plan's values; how often it flapped stays. */
  void becomes(RecoveryPlan strictest) {
    plan = strictest;
  }

  long nanos() {
    long nanos = plan.holdNanos();
    for (int i = 0; i < flaps && nanos < plan.maxHoldNanos(); i++) {
      nanos = Math.min(2 * nanos, plan.maxHoldNanos());
    }
    return nanos;
  }

  void relaxes(long nowNanos) {
    relaxedNanos = nowNanos;
  }

  /** Only the first restriction after a relaxation counts. */
  void restricts(long nowNanos) {
    if (relaxedNanos == Block.NEVER) {
      return;
    }
    boolean lengthens = plan.holdNanos() > 0 && nanos() < plan.maxHoldNanos();
    boolean flapped = nowNanos - relaxedNanos <= plan.flapWindowNanos();
    flaps = flapped ? flaps + (lengthens ? 1 : 0) : 0;
    relaxedNanos = Block.NEVER;
  }
}
