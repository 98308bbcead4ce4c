package io.driftgate.core.measure;

import io.driftgate.core.view.Percentiles;

/**
 * All values since the start, in short. Everybody who looks at a node asks for it: it is worked out
 * once for each count.
 */
final class Summary {
  private final Precision.Buckets buckets;
  private final SparseCounts counts;
  private long count;
  private Percentiles inShort = Percentiles.NONE;

  Summary(Precision.Buckets buckets) {
    this.buckets = buckets;
    counts = new SparseCounts(buckets.size());
  }

  void record(long value) {
    counts.add(buckets.of(value), 1);
    count++;
  }

  /**
   * The short form.
   *
   * @param unit what one of the histogram's own units is in the result's
   */
  Percentiles inShort(long unit) {
    if (inShort.count() != count) {
      long[] sums = buckets.zeros();
      counts.each((bucket, n) -> sums[bucket] += n);
      inShort = Ranks.inShort(sums, count, buckets, unit);
    }
    return inShort;
  }
}
