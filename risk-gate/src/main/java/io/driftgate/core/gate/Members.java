package io.driftgate.core.gate;

import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Kept;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.measure.Topic;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Scope;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The nodes that a scope is about. Over a chain they are its voters; a scope that names a cluster
 * or a node takes every member, and a weight of 0 counts as 1 there (semantics §6). A drained one
 * counts for nothing while it is. Over a family or an operator only percentiles are bounded, which
 * are kept by name and need no members.
 */
record Members(ChainTracker chain, Scope scope, List<NodeTracker> nodes) {

  static Members of(ChainTracker chain, Scope scope) {
    return new Members(
        chain, scope, chain.nodes().stream().filter(node -> belongs(node, scope)).toList());
  }

  private static boolean belongs(NodeTracker node, Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> node.plan().weight() > 0;
      case CLUSTER -> node.plan().cluster().equals(scope.target());
      case NODE -> node.plan().id().value().equals(scope.target());
      case FAMILY, OPERATOR -> throw new IllegalArgumentException(scope + " has no members");
    };
  }

  static long weightOf(NodeTracker node) {
    return node.drained() ? 0 : Math.max(1, node.plan().weight());
  }

  /** Whether the scope is one node. */
  boolean isNode() {
    return scope.over() == Metric.Over.NODE;
  }

  /**
   * Has {@code onChange} called whenever {@code changed}, asked about a member by its place, says
   * so; it is asked whenever anything may have changed of that member.
   */
  void subscribe(Look changed, Runnable onChange) {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).measured().subscribe(new Watch(i, changed, onChange));
    }
  }

  /** The same, but asks only when a member's state changed, or whether it is alive or drained. */
  void subscribeToStatus(Look changed, Runnable onChange) {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).status().subscribe(new Watch(i, changed, onChange));
    }
  }

  /** Looks at a member by its place; says whether what it was looked at for has changed. */
  @FunctionalInterface
  interface Look extends IntPredicate, Kept {}

  private record Watch(int place, Look changed, Runnable onChange) implements Topic.Subscriber {
    @Override
    public void run() {
      if (changed.test(place)) {
        onChange.run();
      }
    }

    @Override
    public boolean gone() {
      return Topic.isGone(onChange);
    }
  }
}
