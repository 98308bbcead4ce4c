package io.driftgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Semantics §6.3: each re-trip within the flap window doubles the hold, up to the maximum. */
class HoldTest {
  private static final long S = 1_000_000_000L;
  private static final long WINDOW_NANOS = 600 * S;

  private static Recovery recovery() {
    Optional<Ratio> five = Optional.of(new Ratio(5 * S, 1));
    BoundPlan bound =
        new BoundPlan(
            Metric.HEAD_STALENESS, Optional.empty(), Optional.empty(), five, Optional.empty());
    RecoveryPlan plan = new RecoveryPlan(10 * S, 2, new Ratio(4, 5), WINDOW_NANOS, 300 * S, 5 * S);
    return Recovery.ofQuotes(List.of(new PolicyPlan("p", List.of(bound), plan, 30 * S, false)));
  }

  private static void flap(Recovery recovery, long afterNanos) {
    recovery.relaxed(0);
    recovery.restricted(afterNanos);
  }

  @Test
  void shouldDoubleUpToTheMaximumAndNoFurther() {
    Recovery recovery = recovery();
    for (long seconds : new long[] {20, 40, 80, 160, 300, 300}) {
      flap(recovery, S);
      assertThat(recovery.waitNanos()).isEqualTo(seconds * S);
    }
  }

  @Test
  void shouldTakeATripAtTheLastInstantOfTheFlapWindowForOneWithinIt() {
    Recovery recovery = recovery();
    flap(recovery, WINDOW_NANOS);
    assertThat(recovery.waitNanos()).isEqualTo(20 * S);
    flap(recovery, WINDOW_NANOS + 1);
    assertThat(recovery.waitNanos()).isEqualTo(10 * S);
  }
}
