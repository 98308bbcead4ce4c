package io.driftgate.simulator.virtual;

/**
 * How hard a world is on its nodes.
 *
 * @param meanPeaceNanos between two troubles, on average
 * @param forks whether chains fork
 * @param lies whether nodes say what is not so, or say it in another order than it happened
 * @param gridNanos all stamps are multiples of it, so that many are equal; 1 for none
 * @param orders whether people and processes get in the way: drains, overrides, swaps, restarts
 */
public record Temper(
    long meanPeaceNanos, boolean forks, boolean lies, long gridNanos, boolean orders) {
  private static final long SECOND = 1_000_000_000L;

  /** Anything goes; how often, the seed says. */
  public static Temper of(long seed) {
    return new Temper(
        switch ((int) Long.remainderUnsigned(Dice.mix(seed), 4)) {
          case 0 -> 60 * SECOND;
          case 1 -> 4 * SECOND;
          default -> 15 * SECOND;
        },
        true,
        true,
        1,
        true);
  }

  /** No forks, no lies, no orders: silence and lateness only. */
  public static Temper honest() {
    return new Temper(15 * SECOND, false, false, 1, false);
  }

  /** Honest but for forks, with all stamps on a grid. */
  public static Temper gridded() {
    return new Temper(15 * SECOND, true, false, 10_000_000L, false);
  }
}
