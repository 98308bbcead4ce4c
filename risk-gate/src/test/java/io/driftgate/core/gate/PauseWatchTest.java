package io.driftgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.signal.Liquidations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pause is noticed past {@code maxPause}, and every minute after (semantics §6.5). */
class PauseWatchTest {
  private static final long S = 1_000_000_000L;

  private final PauseWatch watch = new PauseWatch();

  private static PolicyPlan policy(long maxPauseNanos) {
    Optional<Ratio> five = Optional.of(new Ratio(5 * S, 1));
    BoundPlan bound =
        new BoundPlan(
            Metric.HEAD_STALENESS, Optional.empty(), Optional.empty(), Optional.empty(), five);
    return new PolicyPlan("p", List.of(bound), RecoveryPlan.DEFAULT, 0, false, maxPauseNanos);
  }

  @Test
  void shouldTellPastTheSmallestMaxPauseAndAMinuteAfterEachTelling() {
    watch.adopt(List.of(policy(9 * S), policy(5 * S), policy(7 * S)));
    assertThat(watch.mustTell(Liquidations.PAUSED, S)).isFalse();
    assertThat(watch.nextNanos()).isEqualTo(6 * S + 1);
    assertThat(watch.mustTell(Liquidations.PAUSED, 6 * S)).isFalse();
    assertThat(watch.mustTell(Liquidations.PAUSED, 6 * S + 1)).isTrue();
    assertThat(watch.pausedForNanos(6 * S + 1)).isEqualTo(5 * S + 1);
    assertThat(watch.nextNanos()).isEqualTo(66 * S + 1);
    assertThat(watch.mustTell(Liquidations.PAUSED, 66 * S)).isFalse();
    assertThat(watch.mustTell(Liquidations.PAUSED, 70 * S)).isTrue();
    assertThat(watch.nextNanos()).isEqualTo(130 * S);
  }

  @Test
  void shouldForgetAPauseThatEnded() {
    watch.adopt(List.of(policy(5 * S)));
    watch.mustTell(Liquidations.PAUSED, 0);
    assertThat(watch.mustTell(Liquidations.ENABLED, 6 * S)).isFalse();
    assertThat(watch.nextNanos()).isEqualTo(Deadlines.NEVER);
    assertThat(watch.mustTell(Liquidations.PAUSED, 7 * S)).isFalse();
    assertThat(watch.nextNanos()).isEqualTo(12 * S + 1);
  }

  @Test
  void shouldTellOfNothingWhereAPauseMayLast() {
    watch.adopt(List.of(policy(PolicyPlan.NO_MAX_PAUSE)));
    assertThat(watch.mustTell(Liquidations.PAUSED, -S)).isFalse();
    assertThat(watch.nextNanos()).isEqualTo(Deadlines.NEVER);
  }

  @Test
  void shouldBearAMaxPauseThatNobodyWillSeeTheEndOf() {
    watch.adopt(List.of(policy(Long.MAX_VALUE - 1)));
    assertThat(watch.mustTell(Liquidations.PAUSED, S)).isFalse();
    assertThat(watch.nextNanos()).isEqualTo(Deadlines.NEVER);
  }

  @Test
  void shouldGoOnWithAPauseUnderAnotherPlan() {
    watch.adopt(List.of(policy(5 * S)));
    watch.mustTell(Liquidations.PAUSED, S);
    watch.mustTell(Liquidations.PAUSED, 7 * S);
    watch.adopt(List.of(policy(5 * S)));
    assertThat(watch.nextNanos()).as("the same plan tells no sooner").isEqualTo(67 * S);
    watch.adopt(List.of(policy(20 * S)));
    assertThat(watch.nextNanos()).isEqualTo(21 * S + 1);
    watch.adopt(List.of(policy(PolicyPlan.NO_MAX_PAUSE)));
    assertThat(watch.nextNanos()).isEqualTo(Deadlines.NEVER);
  }

  @Test
  void shouldNotCountAPauseThatHasNotBegun() {
    watch.adopt(List.of(policy(5 * S)));
    assertThat(watch.nextNanos()).isEqualTo(Deadlines.NEVER);
  }
}
