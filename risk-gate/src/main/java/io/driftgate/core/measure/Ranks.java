package io.driftgate.core.measure;

import io.driftgate.core.plan.Ratio;
import io.driftgate.core.view.Percentiles;

/** Which sample a percentile is: that of rank max(1, ⌈p·n⌉), read as its bucket's highest value. */
final class Ranks {
  private static final Ratio HALF = new Ratio(1, 2);
  private static final Ratio P99 = new Ratio(99, 100);

  private Ranks() {}

  /** The rank, from 1, of a percentile of so many samples. */
  static long rank(Ratio part, long samples) {
    long below = part.of(samples);
    return Math.max(1, part.comparedBy(below, samples) < 0 ? below + 1 : below);
  }

  static Percentiles inShort(long[] counts, long total, Precision.Buckets buckets, long unit) {
    return new Percentiles(
        total,
        valueAt(counts, rank(HALF, total), buckets) * unit,
        valueAt(counts, rank(P99, total), buckets) * unit,
        valueAt(counts, total, buckets) * unit);
  }

  private static long valueAt(long[] counts, long rank, Precision.Buckets buckets) {
    int bucket = 0;
    for (long seen = counts[0]; seen < rank; seen += counts[bucket]) {
      bucket++;
    }
    return buckets.highest(bucket);
  }
}
