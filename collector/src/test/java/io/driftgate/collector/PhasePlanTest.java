package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Stamp;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** In virtual time, against even polls with the same budget. */
final class PhasePlanTest {
  private static final long HALF_SECOND = 500 * PollingModel.MS;

  /** Lognormal, so that half are below {@code p50} and 95 % below {@code p95}. */
  private static LongUnaryOperator late(double p50Ms, double p95Ms) {
    double sigma = Math.log(p95Ms / p50Ms) / 1.645;
    return seed -> Math.round(p50Ms * Math.exp(sigma * new Random(seed).nextGaussian()));
  }

  private static void compare(PollingModel chain, double times) {
    PollingModel.Run even = chain.run(HALF_SECOND, false);
    PollingModel.Run phased = chain.run(HALF_SECOND, true);
    assertThat(even.p50Ms() / phased.p50Ms()).isGreaterThanOrEqualTo(times);
    assertThat(phased.pollsPerSecond()).isLessThanOrEqualTo(2.001);
  }

  @Test
  void shouldBeFourTimesAsCertainOnSlotsOfTwelveSeconds() {
    compare(new PollingModel(12_000, 3_000, 0.01, late(1_900, 3_300), 1), 4);
  }

  @Test
  void shouldBeFourTimesAsCertainOnSlotsOfTwoSeconds() {
    compare(new PollingModel(2_000, 10_000, 0.0025, late(300, 520), 2), 4);
  }

  @Test
  void shouldBeNoLessCertainWhereBlocksAreTooFastForTheBudget() {
    compare(new PollingModel(400, 20_000, 0.01, late(100, 180), 3), 0.999);
  }

  @Test
  void shouldBeNoLessCertainWhereBlocksComeAtNoRegularTimes() {
    LongUnaryOperator anywhere = seed -> new SplittableRandom(seed).nextLong(11_000);
    compare(new PollingModel(12_000, 3_000, 0.5, anywhere, 4), 0.999);
  }

  @Test
  void shouldNotBeLedToPollMoreByAChainThatChangesItsPeriod() {
    PhasePlan plan = new PhasePlan(HALF_SECOND, 3 * HALF_SECOND, 0);
    SplittableRandom random = new SplittableRandom(5);
    long now = HALF_SECOND;
    long timestampMs = 0;
    int polls = 0;
    while (now < 4_000 * HALF_SECOND) {
      plan.polled(now);
      polls++;
      timestampMs += 1 + random.nextLong(20_000);
      plan.showed(polls, timestampMs, new Stamp(now, now / PollingModel.MS));
      now = plan.nextNanos(now);
    }
    assertThat(polls).isLessThanOrEqualTo(4_016);
  }

  @Test
  void shouldPollSoonAfterAnotherNodeHasShownTheBlock() {
    PhasePlan plan = new PhasePlan(HALF_SECOND, 3 * HALF_SECOND, 0);
    long slot = 12_000 * PollingModel.MS;
    for (int i = 1; i <= 20; i++) {
      long fleet = i * slot + 1_000 * PollingModel.MS;
      plan.fleetShowed(i * 12_000L, fleet);
      plan.polled(fleet + 90 * PollingModel.MS);
      long received = fleet + 110 * PollingModel.MS;
      plan.polled(received - PollingModel.MS);
      plan.showed(i, i * 12_000L, new Stamp(received, received / PollingModel.MS));
    }
    long now = 21 * slot;
    plan.polled(now - PollingModel.MS);
    long unheralded = plan.nextNanos(now);
    plan.fleetShowed(21 * 12_000L, now);
    assertThat(plan.nextNanos(now)).isLessThan(now + 130 * PollingModel.MS);
    assertThat(unheralded).isGreaterThan(now + 500 * PollingModel.MS);
  }

  @Test
  void shouldNeverWaitLongerThanItsLongestGap() {
    PhasePlan plan = new PhasePlan(HALF_SECOND, 3 * HALF_SECOND, 0);
    plan.polled(HALF_SECOND);
    assertThat(plan.nextNanos(HALF_SECOND)).isLessThanOrEqualTo(4 * HALF_SECOND);
  }
}
