package io.driftgate.core.opinion;

import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.Scope;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a chain that a scope names, and their weights within it. */
final class Members {
  private final ChainOpinion chain;
  private final Scope scope;

  Members(ChainOpinion chain, Scope scope) {
    this.chain = chain;
    this.scope = scope;
  }

  boolean contains(NodeHistory node) {
    return switch (scope.over()) {
      case NODE -> node.plan.id().value().equals(scope.target());
      case CLUSTER -> node.plan.cluster().equals(scope.target());
      case FAMILY -> node.family().equals(scope.target());
      case OPERATOR -> node.plan.operator().equals(scope.target());
      case CHAIN -> node.plan.weight() > 0;
    };
  }

  /**
   * A drift stays with what its node was when it was recorded. Scopes that name no node or cluster
   * take voters only.
   */
  boolean contain(DriftOpinion.Sample sample) {
    return switch (scope.over()) {
      case NODE, CLUSTER -> contain(sample.plan());
      case FAMILY -> sample.voting() && sample.family().equals(scope.target());
      case OPERATOR -> sample.voting() && sample.plan().operator().equals(scope.target());
      case CHAIN -> sample.voting();
    };
  }

  /** Round trips are those of nodes and clusters. */
  boolean contain(NodePlan plan) {
    return scope.over() == Metric.Over.NODE
        ? plan.id().value().equals(scope.target())
        : plan.cluster().equals(scope.target());
  }

  long nowNanos() {
    return chain.nowNanos;
  }

  /** Those in a denominator: all that are not drained. */
  List<NodeOpinion> counted() {
    List<NodeOpinion> found = new ArrayList<>();
    for (NodeOpinion node : chain.nodes) {
      if (contains(node.history) && !node.history.isDrained(chain.nowNanos)) {
        found.add(node);
      }
    }
    return found;
  }

  NodeOpinion only() {
    return chain.nodes.stream().filter(node -> contains(node.history)).findFirst().orElseThrow();
  }

  /** Where a scope names a node or cluster, 0 counts as 1. */
  static long weight(NodeOpinion node) {
    return Math.max(1, node.history.plan.weight());
  }
}
