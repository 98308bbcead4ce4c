package io.driftgate.core.plan;

/**
 * How outputs relax (semantics §6.3).
 *
 * @param holdNanos all bounds of a level must be clear for this long; default 10 s
 * @param blocks and over this many rises of the reference; default 2
 * @param clear metrics in ms are clear at most at this part of the threshold; default 0.8
 * @param flapWindowNanos a re-trip within it doubles the hold; default 10 min
 * @param maxHoldNanos up to this; default 5 min
 * @param liquidationGraceNanos liquidations wait this much longer; default 0
 */
public record RecoveryPlan(
    long holdNanos,
    int blocks,
    Ratio clear,
    long flapWindowNanos,
    long maxHoldNanos,
    long liquidationGraceNanos) {
  public static final RecoveryPlan DEFAULT =
      new RecoveryPlan(10_000_000_000L, 2, new Ratio(4, 5), 600_000_000_000L, 300_000_000_000L, 0);

  public RecoveryPlan {
    if (holdNanos < 0 || blocks < 0 || flapWindowNanos < 0 || liquidationGraceNanos < 0) {
      throw new IllegalArgumentException("recovery times and blocks must not be negative");
    }
    if (clear.num() == 0 || clear.compareTo(Ratio.ONE) > 0) {
      throw new IllegalArgumentException("recovery.clear must be above 0 and at most 1");
    }
    if (maxHoldNanos < holdNanos) {
      throw new IllegalArgumentException("recovery.maxHold must not be below recovery.hold");
    }
  }
}
