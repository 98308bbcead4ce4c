package io.driftgate.collector;

import java.util.Arrays;

/**
 * How the last {@value #KEPT} of a quantity were spread, in nanoseconds. Quantiles are interpolated
 * between them.
 */
final class Spread {
  static final int KEPT = 64;

  private final long[] ring = new long[KEPT];
  private long[] sorted = {};
  private int added;

  void add(long nanos) {
    ring[added % KEPT] = nanos;
    added++;
    sorted = Arrays.copyOf(ring, size());
    Arrays.sort(sorted);
  }

  int size() {
    return Math.min(added, KEPT);
  }

  /** The quantity that a share of all is below; {@code share} from 0 to 1. Needs one at least. */
  long quantile(double share) {
    double place = Math.max(0, Math.min(1, share)) * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + Math.round((place - below) * (sorted[above] - sorted[below]));
  }

  /**
   * The share of all that is below a quantity; the least that {@link #quantile} leads back from.
   */
  double shareBelow(long nanos) {
    if (sorted.length < 2 || nanos <= sorted[0]) {
      return 0;
    }
    int above = 0;
    while (above < sorted.length && sorted[above] < nanos) {
      above++;
    }
    if (above == sorted.length) {
      return 1;
    }
    long from = sorted[above - 1];
    double between = (double) (nanos - from) / (sorted[above] - from);
    return (above - 1 + between) / (sorted.length - 1);
  }
}
