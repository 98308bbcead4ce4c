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
    return Recovery.ofQuotes(List.of(policy(10, 2, WINDOW_NANOS, 300, 5)));
  }

  private static PolicyPlan policy(
      long hold, int blocks, long windowNanos, long maxHold, long grace) {
    Optional<Ratio> five = Optional.of(new Ratio(5 * S, 1));
    BoundPlan bound =
        new BoundPlan(
            Metric.HEAD_STALENESS, Optional.empty(), Optional.empty(), five, Optional.empty());
    RecoveryPlan plan =
        new RecoveryPlan(hold * S, blocks, new Ratio(4, 5), windowNanos, maxHold * S, grace * S);
    return new PolicyPlan("p", List.of(bound), plan, 30 * S, false);
  }

  private static void flap(Recovery recovery, long afterNanos) {
    recovery.relaxed(9_000 * S);
    recovery.restricted(9_000 * S + afterNanos);
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

  @Test
  void shouldTakeTheStrictestValueOfSeveralPolicies() {
    List<PolicyPlan> policies =
        List.of(policy(4, 7, 9 * S, 30, 1), policy(9, 3, WINDOW_NANOS, 20, 6));
    Recovery quotes = Recovery.ofQuotes(policies);
    assertThat(quotes.waitNanos()).isEqualTo(9 * S);
    assertThat(quotes.blocks()).isEqualTo(7);
    flap(quotes, WINDOW_NANOS);
    assertThat(quotes.waitNanos()).isEqualTo(18 * S);
    flap(quotes, WINDOW_NANOS);
    assertThat(quotes.waitNanos()).isEqualTo(30 * S);
    assertThat(Recovery.ofLiquidations(policies).waitNanos()).isEqualTo(15 * S);
  }

  @Test
  void shouldKeepItsFlapsUnderAnotherPlan() {
    Recovery recovery = recovery();
    flap(recovery, S);
    recovery.adoptForQuotes(List.of(policy(7, 2, WINDOW_NANOS, 300, 0)));
    assertThat(recovery.waitNanos()).isEqualTo(14 * S);
  }

  @Test
  void shouldCountARestrictionOnceAndOnlyAfterARelaxation() {
    Recovery recovery = recovery();
    recovery.restricted(S);
    assertThat(recovery.waitNanos()).isEqualTo(10 * S);
    flap(recovery, S);
    recovery.restricted(2 * S);
    assertThat(recovery.waitNanos()).isEqualTo(20 * S);
  }

  @Test
  void shouldNotCountFlapsThatCannotLengthenTheHold() {
    Recovery recovery = recovery();
    for (int i = 0; i < 9; i++) {
      flap(recovery, S);
    }
    recovery.adoptForQuotes(List.of(policy(10, 2, WINDOW_NANOS, 100_000, 0)));
    assertThat(recovery.waitNanos()).isEqualTo(320 * S);
    Recovery none = Recovery.ofQuotes(List.of(policy(0, 2, WINDOW_NANOS, 300, 0)));
    flap(none, S);
    none.adoptForQuotes(List.of(policy(10, 2, WINDOW_NANOS, 300, 0)));
    assertThat(none.waitNanos()).isEqualTo(10 * S);
  }
}
