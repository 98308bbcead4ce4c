package io.driftgate.core.opinion;

import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import java.util.List;
import java.util.function.ToLongFunction;

/** Of several policies in one market the strictest of each value counts (recovery). */
final class Strictest {
  private Strictest() {}

  static RecoveryPlan of(List<LegOpinion> legs) {
    return new RecoveryPlan(
        most(legs, RecoveryPlan::holdNanos),
        (int) most(legs, RecoveryPlan::blocks),
        Ratio.ONE,
        most(legs, RecoveryPlan::flapWindowNanos),
        most(legs, RecoveryPlan::maxHoldNanos),
        most(legs, RecoveryPlan::liquidationGraceNanos));
  }

  private static long most(List<LegOpinion> legs, ToLongFunction<RecoveryPlan> of) {
    return legs.stream().mapToLong(leg -> of.applyAsLong(leg.policy.recovery())).max().orElse(0);
  }

  static long maxPauseNanos(List<LegOpinion> legs) {
    return legs.stream().mapToLong(leg -> leg.policy.maxPauseNanos()).min().orElse(Long.MAX_VALUE);
  }
}
