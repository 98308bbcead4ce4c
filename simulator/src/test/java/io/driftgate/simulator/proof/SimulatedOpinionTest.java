package io.driftgate.simulator.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.opinion.Comparison;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.simulator.virtual.Feature;
import io.driftgate.simulator.virtual.Temper;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The core against its second opinion, step by step, in simulated worlds. {@code -Dsoak} asks for
 * more of them.
 */
final class SimulatedOpinionTest {
  private static final int SEEDS = System.getProperty("soak") == null ? 30 : 200;
  private static final int FROM = Integer.getInteger("opinion.seed", 0);
  private static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(2);

  @Test
  void shouldAgreeWithTheSecondOpinionInEveryWorld() {
    long steps = IntStream.range(FROM, FROM + SEEDS).parallel().mapToLong(this::compared).sum();
    assertThat(steps).isGreaterThan(SEEDS * 1_000L);
  }

  private long compared(int seed) {
    try {
      Seed.Outcome outcome =
          new Seed(seed, EnumSet.allOf(Feature.class), Temper.of(seed), LENGTH_NANOS)
              .run(SimulatedOpinionTest::both, List.of());
      assertThat(outcome.broken()).isEmpty();
      return outcome.steps();
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private static Core both(FleetPlan plan, long epoch, Stamp start, SignalListener ignored) {
    Comparison comparison = new Comparison(plan, start);
    return new Core(
        comparison.inputs(),
        comparison.orders(),
        comparison.core(),
        comparison.core()::nextDeadlineNanos,
        comparison.core()::held);
  }
}
