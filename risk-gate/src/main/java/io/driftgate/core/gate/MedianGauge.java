package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.NodeState;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * {@code behind} and {@code head.lag}: of a node, or the weighted median of a cluster (of a single
 * node its own value). A node that is neither IN_SYNC nor LAGGING counts as infinitely behind.
 *
 * <p>The weighted median is the smallest value that more than half of the weight does not exceed:
 * of two nodes it is the worse one, since half of a cluster is no majority of it.
 *
 * @param metric one of these two
 */
record MedianGauge(Metric metric, Members members) implements Gauge {
  @Override
  public boolean present() {
    return !members.nodes().isEmpty();
  }

  @Override
  public long numerator(long nowNanos) {
    return median(node -> valueOf(node, nowNanos));
  }

  private long valueOf(NodeTracker node, long nowNanos) {
    if (!counts(node)) {
      return INFINITE;
    }
    long value = metric == Metric.BEHIND ? node.behindNanos(nowNanos) : node.headLagBlocks();
    return value == NodeTracker.NO_VALUE ? INFINITE : value;
  }

  private static boolean counts(NodeTracker node) {
    return node.state() == NodeState.IN_SYNC || node.state() == NodeState.LAGGING;
  }

  /** Smallest of the members' values that more than half of the weight does not exceed. */
  private long median(ToLongFunction<NodeTracker> value) {
    if (members.nodes().size() == 1) {
      return value.applyAsLong(members.nodes().get(0));
    }
    List<NodeTracker> ascending =
        members.nodes().stream().sorted(Comparator.comparingLong(value)).toList();
    long weight = 0;
    for (NodeTracker node : ascending) {
      weight += members.weightOf(node);
      if (weight * 2 > members.totalWeight()) {
        return value.applyAsLong(node);
      }
    }
    throw new IllegalStateException("no members in " + members.scope());
  }

  /** The median passes a threshold when no more than half of the weight is left below it. */
  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    if (metric == Metric.HEAD_LAG) {
      return Deadlines.NEVER;
    }
    long limit = threshold.num() / threshold.den();
    List<NodeTracker> byInstant =
        members.nodes().stream()
            .sorted(Comparator.comparingLong(node -> passesAt(node, limit, nowNanos)))
            .toList();
    long left = members.totalWeight();
    for (NodeTracker node : byInstant) {
      left -= members.weightOf(node);
      if (left * 2 <= members.totalWeight()) {
        return passesAt(node, limit, nowNanos);
      }
    }
    return Deadlines.NEVER;
  }

  private long passesAt(NodeTracker node, long limitNanos, long nowNanos) {
    return valueOf(node, nowNanos) > limitNanos
        ? Long.MIN_VALUE
        : node.behindExceedsAtNanos(limitNanos, nowNanos);
  }

  @Override
  public long uncertaintyNanos(long nowNanos) {
    if (metric == Metric.HEAD_LAG) {
      return 0;
    }
    long widest = 0;
    for (NodeTracker node : members.nodes()) {
      widest = Math.max(widest, counts(node) ? node.behindUncertaintyNanos(nowNanos) : 0);
    }
    return widest;
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return members.nodes().stream()
        .filter(node -> valueOf(node, nowNanos) > 0)
        .sorted(Comparator.comparingLong((NodeTracker node) -> valueOf(node, nowNanos)).reversed())
        .limit(Reason.MAX_NODES)
        .map(node -> node.plan().id())
        .toList();
  }

  @Override
  public void subscribe(Runnable onChange) {
    members.belonging().forEach(node -> node.measured().subscribe(onChange));
    members.chain().membershipTopic().subscribe(onChange);
  }
}
