package io.driftgate.core.measure;

import java.util.ArrayList;
import java.util.List;

/** One chain's percentile windows: makes them, and settles those that a step has moved. */
final class PercentileWindows {
  private static final PercentileWindow.BlockCounting EACH = block -> true;

  private final Deadlines deadlines;
  private final List<PercentileWindow> moved = new ArrayList<>();
  private int groups;

  PercentileWindows(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /** Over one node, which has one arrival at each block. */
  PercentileWindow ofNode(long windowNanos, Precision.Buckets buckets) {
    return new PercentileWindow(windowNanos, buckets, EACH, deadlines, moved);
  }

  /** Over several nodes: arrivals of one block there are of one block. */
  PercentileWindow ofGroup(long windowNanos, Precision.Buckets buckets) {
    int number = groups++;
    return new PercentileWindow(
        windowNanos, buckets, block -> block == null || block.countIn(number), deadlines, moved);
  }

  void settle(long nowNanos) {
    for (int i = 0; i < moved.size(); i++) {
      moved.get(i).settle(nowNanos);
    }
    moved.clear();
  }
}
