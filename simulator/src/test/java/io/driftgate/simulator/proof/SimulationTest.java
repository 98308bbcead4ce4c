package io.driftgate.simulator.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.simulator.virtual.Feature;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

final class SimulationTest {
  @Test
  void shouldHold() {
    long steps = 0;
    long began = System.nanoTime();
    for (long s = 0; s < 24; s++) {
      Seed seed = Proof.world(s, EnumSet.noneOf(Feature.class), 600_000_000_000L);
      Seed.Outcome outcome = seed.run(Core::real, Proof.invariants(s, Core::real));
      steps += outcome.steps();
      System.out.println(
          s
              + " "
              + outcome.steps()
              + " "
              + outcome.trace().deliveries().size()
              + " "
              + outcome.digest().substring(0, 8)
              + " "
              + outcome
                  .broken()
                  .map(
                      b ->
                          b.claim()
                              + " @"
                              + b.deliveries()
                              + " "
                              + b.what().substring(0, Math.min(400, b.what().length())))
                  .orElse(""));
    }
    System.out.println(steps + " steps " + (System.nanoTime() - began) / steps + " ns each");
    assertThat(steps).isPositive();
  }
}
