package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code behind} and {@code head.lag}: of a node, or the weighted median of a cluster (of a single
 * node its own value). A node that is neither IN_SYNC nor LAGGING counts as infinitely behind.
 *
 * <p>The weighted median is the smallest value that more than half of the weight does not exceed:
 * of two nodes it is the worse one, since half of a cluster is no majority of it. It is worked out
 * anew only after a member's distance changed, or while one grows.
 */
final class MedianGauge implements Gauge {
  private final Metric metric;
  private final Members members;
  private final List<MemberLag> lags = new ArrayList<>();
  private final WeightedSelection selection;
  private int growing;
  private long weight;
  private long median;
  private boolean stale = true;

  /**
   * Makes one that has looked at every node once.
   *
   * @param metric one of these two
   */
  MedianGauge(Metric metric, Members members) {
    this.metric = metric;
    this.members = members;
    selection = new WeightedSelection(members.nodes().size());
    members.nodes().forEach(node -> lags.add(new MemberLag(node, metric)));
    growing = (int) lags.stream().filter(MemberLag::grows).count();
    weight = lags.stream().mapToLong(MemberLag::weight).sum();
  }

  private boolean look(int i) {
    MemberLag lag = lags.get(i);
    int grew = lag.grows() ? 1 : 0;
    long weighed = lag.weight();
    if (!lag.look()) {
      return false;
    }
    growing += (lag.grows() ? 1 : 0) - grew;
    weight += lag.weight() - weighed;
    stale = true;
    return true;
  }

  @Override
  public boolean present() {
    return weight > 0;
  }

  @Override
  public long numerator(long nowNanos) {
    if (lags.size() == 1) {
      return lags.get(0).valueAt(nowNanos);
    }
    if (stale || growing > 0) {
      stale = false;
      median = medianAt(nowNanos);
    }
    return median;
  }

  /** Smallest of the members' values that more than half of the weight does not exceed. */
  private long medianAt(long nowNanos) {
    selection.clear();
    for (int i = 0; i < lags.size(); i++) {
      selection.add(lags.get(i).valueAt(nowNanos), lags.get(i).weight());
    }
    return selection.smallestWith(selection.total() / 2 + 1);
  }

  /** The median passes a threshold when no more than half of the weight is left below it. */
  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    if (growing == 0) {
      return Deadlines.NEVER;
    }
    long limit = threshold.num() / threshold.den();
    selection.clear();
    for (int i = 0; i < lags.size(); i++) {
      selection.add(lags.get(i).passesAtNanos(limit, nowNanos), lags.get(i).weight());
    }
    return selection.smallestWith((selection.total() + 1) / 2);
  }

  @Override
  public long uncertaintyNanos(long nowNanos) {
    if (metric == Metric.HEAD_LAG) {
      return 0;
    }
    return lags.stream()
        .filter(lag -> lag.weight() > 0 && lag.counts())
        .mapToLong(lag -> lag.node().position().behindUncertaintyNanos(nowNanos))
        .max()
        .orElse(0);
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return lags.stream()
        .filter(lag -> lag.weight() > 0 && lag.valueAt(nowNanos) > 0)
        .sorted(Comparator.comparingLong((MemberLag lag) -> lag.valueAt(nowNanos)).reversed())
        .limit(Reason.MAX_NODES)
        .map(lag -> lag.node().plan().id())
        .toList();
  }

  @Override
  public void subscribe(Runnable onChange) {
    members.subscribe(this::look, onChange);
  }
}
