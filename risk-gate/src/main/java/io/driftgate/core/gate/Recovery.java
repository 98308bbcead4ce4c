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
 * later one starts from the configured hold again. The grace of liquidations is added to whatever
 * the hold is.
 */
final class Recovery {
  private long baseHoldNanos;
  private long graceNanos;
  private int blocks;
  private long flapWindowNanos;
  private long maxHoldNanos;
  private int doublings;
  private long relaxedNanos = Deadlines.NEVER;

  private Recovery() {}

  static Recovery ofQuotes(List<PolicyPlan> policies) {
    Recovery recovery = new Recovery();
    recovery.adoptForQuotes(policies);
    return recovery;
  }

  static Recovery ofLiquidations(List<PolicyPlan> policies) {
    Recovery recovery = new Recovery();
    recovery.adoptForLiquidations(policies);
    return recovery;
  }

  /** Takes other policies' values, and keeps how often and when it flapped. */
  void adoptForQuotes(List<PolicyPlan> policies) {
    List<RecoveryPlan> plans = policies.stream().map(PolicyPlan::recovery).toList();
    baseHoldNanos = plans.stream().mapToLong(RecoveryPlan::holdNanos).max().orElse(0);
    blocks = plans.stream().mapToInt(RecoveryPlan::blocks).max().orElse(0);
    flapWindowNanos = plans.stream().mapToLong(RecoveryPlan::flapWindowNanos).max().orElse(0);
    maxHoldNanos = plans.stream().mapToLong(RecoveryPlan::maxHoldNanos).max().orElse(0);
  }

  /** As {@link #adoptForQuotes}, with the grace. */
  void adoptForLiquidations(List<PolicyPlan> policies) {
    adoptForQuotes(policies);
    graceNanos =
        policies.stream().mapToLong(p -> p.recovery().liquidationGraceNanos()).max().orElse(0);
  }

  void relaxed(long nowNanos) {
    relaxedNanos = nowNanos;
  }

  void restricted(long nowNanos) {
    if (relaxedNanos == Deadlines.NEVER) {
      return;
    }
    boolean flaps = nowNanos - relaxedNanos <= flapWindowNanos;
    boolean canGrow = baseHoldNanos > 0 && holdNanos() < maxHoldNanos;
    doublings = !flaps ? 0 : doublings + (canGrow ? 1 : 0);
    relaxedNanos = Deadlines.NEVER;
  }

  private long holdNanos() {
    long hold = baseHoldNanos;
    for (int i = 0; i < doublings && hold < maxHoldNanos; i++) {
      hold = hold > maxHoldNanos / 2 ? maxHoldNanos : hold * 2;
    }
    return hold;
  }

  /** For how long everything must be clear: hold and grace. */
  long waitNanos() {
    return Deadlines.plus(holdNanos(), graceNanos);
  }

  int blocks() {
    return blocks;
  }
}
