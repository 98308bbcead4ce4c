package io.driftgate.core.measure;

import io.driftgate.core.measure.PercentileWindow.Sample;
import io.driftgate.core.view.Percentiles;

/** Where one node's durations of one kind are recorded: its own histogram, and its groups'. */
final class NodeDurations {
  private static final long NANOS_PER_MICRO = 1_000;

  private final NodeTracker node;
  private final DurationHistograms histograms;
  private WindowedHistogram own;
  private WindowedHistogram[] groups;

  NodeDurations(NodeTracker node, DurationHistograms histograms) {
    this.node = node;
    this.histograms = histograms;
  }

  /**
   * Records a duration.
   *
   * @param atNanos core time
   * @param block whose arrival it is; null where it is none
   */
  void record(long durationNanos, long atNanos, Block block, long uncertaintyNanos) {
    findHistograms();
    long micros = durationNanos / NANOS_PER_MICRO;
    int ownBucket = histograms.nodeBuckets().of(micros);
    int groupBucket = histograms.groupBuckets().of(micros);
    own.record(ownBucket, atNanos);
    boolean watched = own.watched();
    for (int i = 0; i < groups.length; i++) {
      groups[i].record(groupBucket, atNanos);
      watched |= groups[i].watched();
    }
    if (watched) {
      tell(ownBucket, groupBucket, new Sample(node, block, atNanos, uncertaintyNanos));
    }
  }

  private void tell(int ownBucket, int groupBucket, Sample sample) {
    own.tell(ownBucket, sample);
    for (WindowedHistogram group : groups) {
      group.tell(groupBucket, sample);
    }
  }

  /** A family may become another while the node runs; what was recorded stays with the old one. */
  private void findHistograms() {
    if (own == null) {
      own = histograms.ofNode(node.plan());
    }
    if (groups == null) {
      groups = histograms.groupsOf(node.plan(), node.family(), node.votes());
    }
  }

  /** Its node's plan, family or vote is another. */
  void regroup() {
    groups = null;
  }

  /** Its own values since the start. */
  Percentiles inShort() {
    return own == null ? Percentiles.NONE : own.inShort(NANOS_PER_MICRO);
  }
}
