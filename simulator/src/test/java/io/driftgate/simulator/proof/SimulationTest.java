package io.driftgate.simulator.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.simulator.virtual.Feature;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The core in worlds drawn from seeds. {@code -Dsoak} asks for more of them. */
final class SimulationTest {
  private static final boolean SOAK = System.getProperty("soak") != null;
  private static final int SEEDS = SOAK ? 20_000 : 400;

  private static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(10);

  @Test
  void shouldKeepEveryInvariantInEveryWorld() throws InterruptedException {
    long steps = held(0, SEEDS);

    assertThat(steps).isGreaterThan(SEEDS * 5_000L);
  }

  private static long held(long from, long to) throws InterruptedException {
    Campaign campaign = new Campaign(from, to, Feature.supported(), LENGTH_NANOS, Core::real);

    Optional<Campaign.Finding> finding = campaign.run(Runtime.getRuntime().availableProcessors());

    assertThat(finding.map(f -> "seed " + f.seed() + ": " + f.broken())).isEmpty();
    assertThat(campaign.done()).isEqualTo(to - from + 1);
    return campaign.steps();
  }

  @Test
  void shouldSayTheSameTwice() throws InterruptedException {
    Campaign once = new Campaign(0, 15, Feature.supported(), LENGTH_NANOS / 5, Core::real);
    Campaign again = new Campaign(0, 15, Feature.supported(), LENGTH_NANOS / 5, Core::real);
    once.run(2);
    again.run(1);

    assertThat(once.digests()).isEqualTo(again.digests());
    assertThat(once.digests().values()).as("each world is another").doesNotHaveDuplicates();
  }
}
