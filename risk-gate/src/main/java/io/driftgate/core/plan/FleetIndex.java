package io.driftgate.core.plan;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import java.util.List;
import java.util.Optional;

/** Finds the parts of a plan by name. */
record FleetIndex(FleetPlan plan) {
  Optional<ChainPlan> chain(ChainId id) {
    return plan.chains().stream().filter(chain -> chain.id().equals(id)).findFirst();
  }

  Optional<NodePlan> node(NodeId id) {
    return plan.nodes().stream().filter(node -> node.id().equals(id)).findFirst();
  }

  Optional<MarketPlan> market(MarketId id) {
    return plan.markets().stream().filter(market -> market.id().equals(id)).findFirst();
  }

  /** Any member of a cluster. */
  Optional<NodePlan> inCluster(String cluster) {
    return plan.nodes().stream().filter(node -> node.cluster().equals(cluster)).findFirst();
  }

  /** The chain of a chain, cluster or node; families and operators have no chain of their own. */
  Optional<ChainPlan> chainOf(Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> chain(new ChainId(scope.target()));
      case CLUSTER -> inCluster(scope.target()).flatMap(node -> chain(node.chain()));
      case NODE -> node(new NodeId(scope.target())).flatMap(node -> chain(node.chain()));
      case FAMILY, OPERATOR -> Optional.empty();
    };
  }

  /** Whether there is such a scope for a leg on a chain; a node may yet name its family. */
  boolean exists(Scope scope, ChainPlan legChain) {
    return switch (scope.over()) {
      case CHAIN, CLUSTER, NODE -> chainOf(scope).isPresent();
      case FAMILY, OPERATOR ->
          plan.nodes().stream()
              .filter(node -> node.chain().equals(legChain.id()))
              .anyMatch(node -> isMember(node, scope) || mayName(node, scope));
    };
  }

  private static boolean mayName(NodePlan node, Scope scope) {
    return scope.over() == Metric.Over.FAMILY && node.family().isEmpty();
  }

  /** Whether a scope is on another chain than the leg. */
  boolean isElsewhere(Scope scope, ChainPlan legChain) {
    return chainOf(scope).map(chain -> !chain.id().equals(legChain.id())).orElse(false);
  }

  List<NodePlan> members(Scope scope) {
    return plan.nodes().stream().filter(node -> isMember(node, scope)).toList();
  }

  private static boolean isMember(NodePlan node, Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> node.chain().value().equals(scope.target());
      case CLUSTER -> node.cluster().equals(scope.target());
      case NODE -> node.id().value().equals(scope.target());
      case FAMILY -> node.family().equals(scope.target());
      case OPERATOR -> node.operator().equals(scope.target());
    };
  }
}
