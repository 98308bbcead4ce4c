package io.driftgate.core.gate;

import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.RecoveryPlan;
import java.util.List;

/**
 * How long one output of a market is held (semantics §6.3). Where legs have different policies the
 * strictest value of each counts.
 *
 * <p>A re-trip within the flap window after a relaxation doubles the hold, up to the maximum; a
 * later one starts from the configured hold again.
 */
final class Recovery {
  private final long baseHoldNanos;
  private final int blocks;
  private final long flapWindowNanos;
  private final long maxHoldNanos;
  private long holdNanos;
  private long relaxedNanos = Deadlines.NEVER;

  private Recovery(long holdNanos, int blocks, long flapWindowNanos, long maxHoldNanos) {
    baseHoldNanos = holdNanos;
    this.holdNanos = holdNanos;
    this.blocks = blocks;
    this.flapWindowNanos = flapWindowNanos;
    this.maxHoldNanos = maxHoldNanos;
  }

  static Recovery ofQuotes(List<PolicyPlan> policies) {
    return strictest(policies.stream().map(PolicyPlan::recovery).toList(), 0);
  }

  static Recovery ofLiquidations(List<PolicyPlan> policies) {
    List<RecoveryPlan> plans = policies.stream().map(PolicyPlan::recovery).toList();
    return strictest(
        plans, plans.stream().mapToLong(RecoveryPlan::liquidationGraceNanos).max().orElse(0));
  }

  private static Recovery strictest(List<RecoveryPlan> plans, long graceNanos) {
    return new Recovery(
        Deadlines.plus(
            plans.stream().mapToLong(RecoveryPlan::holdNanos).max().orElse(0), graceNanos),
        plans.stream().mapToInt(RecoveryPlan::blocks).max().orElse(0),
        plans.stream().mapToLong(RecoveryPlan::flapWindowNanos).max().orElse(0),
        Deadlines.plus(
            plans.stream().mapToLong(RecoveryPlan::maxHoldNanos).max().orElse(0), graceNanos));
  }

  void relaxed(long nowNanos) {
    relaxedNanos = nowNanos;
  }

  void restricted(long nowNanos) {
    if (relaxedNanos == Deadlines.NEVER) {
      return;
    }
    boolean flaps = nowNanos - relaxedNanos <= flapWindowNanos;
    holdNanos =
        flaps ? Math.min(maxHoldNanos, Deadlines.plus(holdNanos, holdNanos)) : baseHoldNanos;
    relaxedNanos = Deadlines.NEVER;
  }

  long holdNanos() {
    return holdNanos;
  }

  int blocks() {
    return blocks;
  }
}
