package io.driftgate.bench.phase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the model measures of itself. */
final class VirtualFleetTest {
  private static final long MS = 1_000_000;

  private static VirtualFleet.Result run(int chain, boolean phased) {
    Arrivals arrivals = Arrivals.draw(Chain.ALL.get(chain), 2, 600, 3);
    return new VirtualFleet(arrivals, 500 * MS, 1_500 * MS, phased).run();
  }

  @Test
  void shouldStateTheIntervalAndTheTripOfEvenPolls() {
    VirtualFleet.Result even = run(1, false);
    assertThat((double) even.uncertain().getMaxValue()).isBetween(519.0 * MS, 521.0 * MS);
    assertThat(even.burst()).isBetween(0.9, 1.1);
    assertThat(even.inASecond()).isEqualTo(2);
  }

  @Test
  void shouldKeepTheBudgetWhenPhased() {
    VirtualFleet.Result phased = run(1, true);
    assertThat(phased.burst()).isLessThanOrEqualTo(17);
    assertThat(phased.uncertain().getValueAtPercentile(50)).isLessThan(200 * MS);
  }

  @Test
  void shouldFindNoPlanBetterThanTheBest() {
    Arrivals arrivals = Arrivals.draw(Chain.ALL.get(1), 1, 4_000, 3);
    BestPlan.Result best = BestPlan.of(arrivals.lateMs(), 2_000, 500, 1_500);
    double mean =
        new VirtualFleet(arrivals, 500 * MS, 1_500 * MS, true).run().uncertain().getMean();
    assertThat(best.mean()).isLessThan(mean / MS);
    assertThat(best.p50()).isBetween(60.0, 140.0);
  }
}
