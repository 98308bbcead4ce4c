package io.driftgate.core.gate;

import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Scope;
import java.util.List;

/**
 * The nodes that a scope is about. Over a chain they are its voters; a scope that names a cluster
 * or a node takes every member, and a weight of 0 counts as 1 there (semantics §6). Drained nodes
 * are left out, but for a scope that is one node.
 */
final class Members {
  private final ChainTracker chain;
  private final Scope scope;
  private List<NodeTracker> nodes = List.of();
  private long totalWeight;

  private Members(ChainTracker chain, Scope scope) {
    this.chain = chain;
    this.scope = scope;
  }

  static Members of(ChainTracker chain, Scope scope) {
    Members members = new Members(chain, scope);
    members.select();
    chain.membershipTopic().subscribe(members::select);
    return members;
  }

  private void select() {
    nodes = belonging().stream().filter(node -> isNode() || !node.drained()).toList();
    totalWeight = nodes.stream().mapToLong(this::weightOf).sum();
  }

  /** Those that count, and those that will when their drain ends. */
  List<NodeTracker> belonging() {
    return chain.nodes().stream().filter(node -> belongs(node, scope)).toList();
  }

  private static boolean belongs(NodeTracker node, Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> node.plan().weight() > 0;
      case CLUSTER -> node.plan().cluster().equals(scope.target());
      case NODE -> node.plan().id().value().equals(scope.target());
      case FAMILY -> node.plan().weight() > 0 && node.family().equals(scope.target());
      case OPERATOR -> node.plan().weight() > 0 && node.plan().operator().equals(scope.target());
    };
  }

  ChainTracker chain() {
    return chain;
  }

  Scope scope() {
    return scope;
  }

  List<NodeTracker> nodes() {
    return nodes;
  }

  long totalWeight() {
    return totalWeight;
  }

  long weightOf(NodeTracker node) {
    return Math.max(1, node.plan().weight());
  }

  /** Whether the scope is one node. */
  boolean isNode() {
    return scope.over() == Metric.Over.NODE;
  }
}
