package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.NodeState;
import java.util.List;

/**
 * {@code quorum.agreement}, {@code diverged} and {@code observers}: the weight, or number, of the
 * nodes in certain states. Two sums are kept, and brought up to date node by node.
 */
final class WeightGauge implements Gauge {
  private final Metric metric;
  private final Members members;
  private final long[] weights;
  private final boolean[] counted;
  private long total;
  private long sum;

  /**
   * Makes one that has looked at every node once.
   *
   * @param metric one of these three
   * @param members the nodes of the scope
   */
  WeightGauge(Metric metric, Members members) {
    this.metric = metric;
    this.members = members;
    weights = new long[members.nodes().size()];
    counted = new boolean[weights.length];
    for (int i = 0; i < weights.length; i++) {
      look(i);
    }
  }

  /** Returns whether the node weighs, or counts, otherwise than before. */
  private boolean look(int i) {
    NodeTracker node = members.nodes().get(i);
    long weight = weightOf(node);
    boolean counts = counts(node);
    if (weight == weights[i] && counts == counted[i]) {
      return false;
    }
    total += weight - weights[i];
    sum += (counts ? weight : 0) - (counted[i] ? weights[i] : 0);
    weights[i] = weight;
    counted[i] = counts;
    return true;
  }

  private long weightOf(NodeTracker node) {
    long weight = Members.weightOf(node);
    return metric == Metric.OBSERVERS ? Math.min(1, weight) : weight;
  }

  private boolean counts(NodeTracker node) {
    if (metric == Metric.OBSERVERS) {
      return node.alive();
    }
    return metric == Metric.QUORUM_AGREEMENT
        ? node.state() == NodeState.IN_SYNC
        : node.state() == NodeState.DIVERGED || node.state() == NodeState.CORRUPT;
  }

  @Override
  public boolean present() {
    return metric == Metric.OBSERVERS || total > 0;
  }

  @Override
  public long numerator(long nowNanos) {
    return sum;
  }

  @Override
  public long denominator() {
    return metric == Metric.OBSERVERS ? 1 : total;
  }

  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return Deadlines.NEVER;
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return members.nodes().stream()
        .filter(node -> !node.drained() && counts(node) != metric.lowIsBad())
        .limit(Reason.MAX_NODES)
        .map(node -> node.plan().id())
        .toList();
  }

  @Override
  public void subscribe(Runnable onChange) {
    members.subscribeToStatus(this::look, onChange);
  }
}
