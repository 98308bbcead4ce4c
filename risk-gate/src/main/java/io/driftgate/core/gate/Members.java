package io.driftgate.core.gate;

import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Scope;
import java.util.List;

/**
 * The nodes that a scope is about. Over a chain they are its voters; a scope that names a cluster
 * or a node takes every member, and a weight of 0 counts as 1 there (semantics §6).
 */
record Members(ChainTracker chain, Scope scope, List<NodeTracker> nodes, long totalWeight) {

  static Members of(ChainTracker chain, Scope scope) {
    List<NodeTracker> nodes = chain.nodes().stream().filter(node -> belongs(node, scope)).toList();
    long total = nodes.stream().mapToLong(node -> Math.max(1, node.plan().weight())).sum();
    return new Members(chain, scope, nodes, total);
  }

  private static boolean belongs(NodeTracker node, Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> node.votes();
      case CLUSTER -> node.plan().cluster().equals(scope.target());
      case NODE -> node.plan().id().value().equals(scope.target());
      case FAMILY -> node.votes() && node.family().equals(scope.target());
      case OPERATOR -> node.votes() && node.plan().operator().equals(scope.target());
    };
  }

  long weightOf(NodeTracker node) {
    return Math.max(1, node.plan().weight());
  }

  /** Whether the scope is one node. */
  boolean isNode() {
    return scope.over() == Metric.Over.NODE;
  }
}
