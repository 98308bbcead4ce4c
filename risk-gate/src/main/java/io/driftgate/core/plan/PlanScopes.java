package io.driftgate.core.plan;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import java.util.List;
import java.util.Optional;

/** Finds what a plan's names and scopes speak of. */
record PlanScopes(FleetPlan plan) {

  Optional<ChainPlan> chainOf(ChainId id) {
    return plan.chains().stream().filter(chain -> chain.id().equals(id)).findFirst();
  }

  /** None for a family or operator: it is that of a leg's chain. */
  Optional<ChainPlan> chainOf(Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> chainOf(new ChainId(scope.target()));
      case CLUSTER -> clusterMember(scope.target()).flatMap(node -> chainOf(node.chain()));
      case NODE -> nodeOf(new NodeId(scope.target())).flatMap(node -> chainOf(node.chain()));
      case FAMILY, OPERATOR -> Optional.empty();
    };
  }

  Optional<NodePlan> clusterMember(String cluster) {
    return plan.nodes().stream().filter(node -> node.cluster().equals(cluster)).findFirst();
  }

  Optional<MarketPlan> marketOf(MarketId id) {
    return plan.markets().stream().filter(market -> market.id().equals(id)).findFirst();
  }

  Optional<NodePlan> nodeOf(NodeId id) {
    return plan.nodes().stream().filter(node -> node.id().equals(id)).findFirst();
  }

  /**
   * Whether there is such a thing on a chain. A family that no voter is configured to have may be
   * that of one which is yet to say.
   */
  boolean existsOn(ChainPlan chain, Scope scope) {
    return switch (scope.over()) {
      case CHAIN, CLUSTER, NODE ->
          chainOf(scope).filter(its -> its.id().equals(chain.id())).isPresent();
      case FAMILY ->
          voters(chain).stream()
              .anyMatch(node -> node.family().isEmpty() || node.family().equals(scope.target()));
      case OPERATOR ->
          voters(chain).stream().anyMatch(node -> node.operator().equals(scope.target()));
    };
  }

  private List<NodePlan> voters(ChainPlan chain) {
    return plan.nodes().stream()
        .filter(node -> node.chain().equals(chain.id()) && node.weight() > 0)
        .toList();
  }

  /** The nodes of a scope on a chain, whatever their weight. */
  List<NodePlan> members(ChainPlan chain, Scope scope) {
    return plan.nodes().stream()
        .filter(node -> node.chain().equals(chain.id()) && isMember(node, scope))
        .toList();
  }

  private static boolean isMember(NodePlan node, Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> true;
      case CLUSTER -> node.cluster().equals(scope.target());
      case NODE -> node.id().value().equals(scope.target());
      case FAMILY -> node.family().equals(scope.target());
      case OPERATOR -> node.operator().equals(scope.target());
    };
  }
}
