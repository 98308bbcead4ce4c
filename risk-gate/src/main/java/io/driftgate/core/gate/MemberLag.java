package io.driftgate.core.gate;

import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.view.NodeState;

/**
 * How far one node is behind, as last looked at: a fixed distance, or one that grows since an
 * instant. A node that is neither IN_SYNC nor LAGGING is infinitely behind.
 */
final class MemberLag {
  private final NodeTracker node;
  private final Metric metric;
  private long weight;
  private long fixed;
  private long sinceNanos = Deadlines.NEVER;

  MemberLag(NodeTracker node, Metric metric) {
    this.node = node;
    this.metric = metric;
    look();
  }

  /** Returns whether it is another distance, or weighs otherwise, than when last looked at. */
  boolean look() {
    long nextWeight = Members.weightOf(node);
    long nextSince = growsSinceNanos();
    long nextFixed = nextSince == Deadlines.NEVER ? fixedDistance() : 0;
    if (nextWeight == weight && nextSince == sinceNanos && nextFixed == fixed) {
      return false;
    }
    weight = nextWeight;
    sinceNanos = nextSince;
    fixed = nextFixed;
    return true;
  }

  private long growsSinceNanos() {
    return metric == Metric.BEHIND && counts()
        ? node.position().behindSinceNanos()
        : Deadlines.NEVER;
  }

  /** Independent of the time, which any instant may stand for. */
  private long fixedDistance() {
    if (!counts()) {
      return Gauge.INFINITE;
    }
    long distance =
        metric == Metric.BEHIND ? node.position().behindNanos(0) : node.position().headLagBlocks();
    return distance == NodeTracker.NO_VALUE ? Gauge.INFINITE : distance;
  }

  boolean counts() {
    return node.state() == NodeState.IN_SYNC || node.state() == NodeState.LAGGING;
  }

  NodeTracker node() {
    return node;
  }

  /** 0 while it is drained. */
  long weight() {
    return weight;
  }

  boolean grows() {
    return sinceNanos != Deadlines.NEVER;
  }

  long valueAt(long nowNanos) {
    return grows() ? Math.max(0, nowNanos - sinceNanos) : fixed;
  }

  /** The instant at which it passes a limit; the beginning of time if it has. */
  long passesAtNanos(long limit, long nowNanos) {
    if (valueAt(nowNanos) > limit) {
      return Long.MIN_VALUE;
    }
    return grows() ? Deadlines.after(sinceNanos, limit) : Deadlines.NEVER;
  }
}
