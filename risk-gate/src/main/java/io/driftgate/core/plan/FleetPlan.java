package io.driftgate.core.plan;

import java.util.List;

/**
 * Everything the core is told to do. {@link PlanRules} says whether the parts fit together.
 *
 * @param chains in configured order
 * @param nodes in configured order
 * @param markets in configured order
 * @param shadows in configured order
 */
public record FleetPlan(
    List<ChainPlan> chains,
    List<NodePlan> nodes,
    List<MarketPlan> markets,
    List<ShadowPlan> shadows) {
  public FleetPlan {
    chains = List.copyOf(chains);
    nodes = List.copyOf(nodes);
    markets = List.copyOf(markets);
    shadows = List.copyOf(shadows);
  }

  /** A plan without shadow policies. */
  public FleetPlan(List<ChainPlan> chains, List<NodePlan> nodes, List<MarketPlan> markets) {
    this(chains, nodes, markets, List.of());
  }
}
