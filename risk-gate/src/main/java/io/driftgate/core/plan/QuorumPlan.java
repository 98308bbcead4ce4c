package io.driftgate.core.plan;

/**
 * What it takes for a block to be the reference (semantics §3).
 *
 * @param fraction of the configured weight; more than 1/2, at most 1; default 2/3
 * @param minNodes nodes that must vouch; at least 1; default 2, or 1 where one voter is configured
 * @param families distinct client families that must vouch; at least 1; default 1
 * @param operators distinct operators that must vouch; at least 1; default 1
 */
public record QuorumPlan(Ratio fraction, int minNodes, int families, int operators) {
  public static final Ratio DEFAULT_FRACTION = new Ratio(2, 3);

  public QuorumPlan {
    if (fraction.num() * 2 <= fraction.den() || fraction.compareTo(Ratio.ONE) > 0) {
      throw new IllegalArgumentException(
          "fraction is " + fraction + "; more than 1/2 and at most 1 is needed");
    }
    if (minNodes < 1 || families < 1 || operators < 1) {
      throw new IllegalArgumentException("minNodes, families and operators must be at least 1");
    }
  }
}
