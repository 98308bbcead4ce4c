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
 * nodes in certain states.
 *
 * @param metric one of these three
 * @param members the nodes of the scope, with their weight in it
 */
record WeightGauge(Metric metric, Members members) implements Gauge {
  @Override
  public boolean present() {
    return metric == Metric.OBSERVERS || members.totalWeight() > 0;
  }

  @Override
  public long numerator(long nowNanos) {
    long sum = 0;
    List<NodeTracker> nodes = members.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      if (counts(nodes.get(i))) {
        sum += metric == Metric.OBSERVERS ? 1 : members.weightOf(nodes.get(i));
      }
    }
    return sum;
  }

  @Override
  public long denominator() {
    return metric == Metric.OBSERVERS ? 1 : members.totalWeight();
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
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return Deadlines.NEVER;
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return members.nodes().stream()
        .filter(node -> counts(node) != metric.lowIsBad())
        .limit(Reason.MAX_NODES)
        .map(node -> node.plan().id())
        .toList();
  }

  @Override
  public void subscribe(Runnable onChange) {
    members.chain().statesTopic().subscribe(onChange);
  }
}
