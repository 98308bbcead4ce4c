package io.driftgate.bench.phase;

import java.util.List;
import java.util.Random;

/**
 * When blocks of a chain with slots reach nodes: a block comes to the first of them late into its
 * slot, and to each node later still, both lognormal; some slots stay empty.
 *
 * @param slotMs whole seconds where sockets serve it
 * @param lateP50Ms half of the blocks are later than that
 * @param lateP95Ms one block in twenty is later than that
 * @param wayP50Ms from the block to a node
 * @param missed share of empty slots
 */
record Chain(
    String name,
    long slotMs,
    double lateP50Ms,
    double lateP95Ms,
    double wayP50Ms,
    double wayP95Ms,
    double missed) {
  private static final double Z95 = 1.645;

  /** The first as recorded on mainnet; of the others no record is known to us: see the README. */
  static final List<Chain> ALL =
      List.of(
          new Chain("12 s", 12_000, 1_800, 3_200, 100, 300, 0.01),
          new Chain("2 s", 2_000, 260, 470, 40, 120, 0.0025),
          new Chain("2 s, one in nine empty", 2_000, 260, 470, 40, 120, 0.11),
          new Chain("400 ms", 400, 80, 150, 20, 60, 0.01));

  /** Draws how late a block is into its slot, in milliseconds. */
  double late(Random random) {
    return draw(random, lateP50Ms, lateP95Ms);
  }

  /** Draws how much later a node has it, in milliseconds. */
  double way(Random random) {
    return draw(random, wayP50Ms, wayP95Ms);
  }

  private static double draw(Random random, double p50, double p95) {
    return p50 * Math.exp(Math.log(p95 / p50) / Z95 * random.nextGaussian());
  }
}
