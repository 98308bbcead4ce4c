package io.driftgate.core.plan;

import io.driftgate.core.fact.MarketId;
import java.util.List;

/**
 * What a desk quotes, and all that its price and collateral live on.
 *
 * @param legs at least one
 */
public record MarketPlan(MarketId id, List<Leg> legs) {
  public MarketPlan {
    legs = List.copyOf(legs);
    if (legs.isEmpty()) {
      throw new IllegalArgumentException("market " + id + " has no legs");
    }
  }

  /**
   * One leg.
   *
   * @param target a chain, a cluster (of one chain), or a node
   * @param policy its bounds
   */
  public record Leg(Scope target, PolicyPlan policy) {}
}
