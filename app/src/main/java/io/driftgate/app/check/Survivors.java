package io.driftgate.app.check;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric.Over;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.Quorate;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import java.util.List;

/**
 * A fleet of which only some nodes are left, all of those in sync, and which markets that withdraws
 * (semantics §3, §6).
 */
final class Survivors {
  private final FleetPlan plan;
  private final List<NodePlan> left;

  Survivors(FleetPlan plan, List<NodePlan> left) {
    this.plan = plan;
    this.left = left;
  }

  List<MarketId> withdrawn() {
    return plan.markets().stream()
        .filter(market -> market.legs().stream().anyMatch(this::withdraws))
        .map(MarketPlan::id)
        .toList();
  }

  private boolean withdraws(MarketPlan.Leg leg) {
    ChainPlan chain = chainOf(leg.target());
    boolean unobserved = members(leg.target(), left).isEmpty();
    return unobserved
        || !hasQuorum(chain)
        || leg.policy().bounds().stream().anyMatch(bound -> exceeded(bound, leg.target(), chain));
  }

  private boolean hasQuorum(ChainPlan chain) {
    Scope scope = new Scope(Over.CHAIN, chain.id().value());
    Quorate quorate = new Quorate(chain.quorum()).outOf(weight(scope, plan.nodes()));
    members(scope, left).stream()
        .filter(node -> node.weight() > 0)
        .forEach(n -> quorate.add(n.weight(), n.familyOrItself(), n.operator()));
    return quorate.reached();
  }

  private boolean exceeded(BoundPlan bound, Scope leg, ChainPlan chain) {
    if (bound.withdraw().isEmpty()) {
      return false;
    }
    Scope scope = PlanRules.effectiveScope(bound, leg, chain);
    Ratio threshold = bound.withdraw().get();
    return switch (bound.metric()) {
      case QUORUM_AGREEMENT ->
          !threshold.reachedBy(weight(scope, left), weight(scope, plan.nodes()));
      case OBSERVERS -> !threshold.reachedBy(observers(scope), 1);
      // A missing node is infinitely behind, and so is the weighted median once half are missing.
      case BEHIND, HEAD_LAG -> 2 * weight(scope, left) <= weight(scope, plan.nodes());
      case DATA_AGE -> members(scope, left).isEmpty();
      // As long as there is a quorum, it goes on; what has too few samples reads as clear.
      case HEAD_STALENESS,
          HEAD_AGE,
          DIVERGED,
          FINALITY_LAG,
          FINALITY_LAG_MS,
          FINALITY_STALENESS,
          DRIFT_P50,
          DRIFT_P90,
          DRIFT_P95,
          DRIFT_P99,
          DRIFT_P999,
          ROUND_TRIP_P50,
          ROUND_TRIP_P90,
          ROUND_TRIP_P95,
          ROUND_TRIP_P99,
          ROUND_TRIP_P999,
          REORG_DEPTH,
          L1_ORIGIN_LAG,
          L1_ORIGIN_LAG_MS,
          BATCH_LAG,
          BATCH_LAG_MS ->
          false;
    };
  }

  private long observers(Scope scope) {
    return members(scope, left).stream().filter(node -> weight(scope, node) > 0).count();
  }

  private static long weight(Scope scope, List<NodePlan> nodes) {
    return members(scope, nodes).stream().mapToLong(node -> weight(scope, node)).sum();
  }

  /** Within a cluster or node 0 counts as 1 (semantics §6). */
  private static long weight(Scope scope, NodePlan node) {
    return scope.over() == Over.CHAIN ? node.weight() : Math.max(1, node.weight());
  }

  private static List<NodePlan> members(Scope scope, List<NodePlan> nodes) {
    return nodes.stream()
        .filter(
            node ->
                switch (scope.over()) {
                  case CHAIN -> node.chain().value().equals(scope.target());
                  case CLUSTER -> node.cluster().equals(scope.target());
                  case NODE -> node.id().value().equals(scope.target());
                  case FAMILY -> node.family().equals(scope.target());
                  case OPERATOR -> node.operator().equals(scope.target());
                })
        .toList();
  }

  private ChainPlan chainOf(Scope target) {
    String chain =
        target.over() == Over.CHAIN
            ? target.target()
            : members(target, plan.nodes()).get(0).chain().value();
    return plan.chains().stream()
        .filter(c -> c.id().value().equals(chain))
        .findFirst()
        .orElseThrow();
  }
}
