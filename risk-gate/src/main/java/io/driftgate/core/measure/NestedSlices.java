package io.driftgate.core.measure;

import io.driftgate.core.view.HistogramQuery.Window;

/**
 * Many samples: counts by bucket for each slice of each window. The slices nest, 6 s in 30 s in 360
 * s; a sample is recorded once, into the shortest slice that is still held, and moves into longer
 * ones with all of its slice.
 *
 * <p>Memory: at most 31 {@link SparseCounts}, of which ten of 360 s hold the most.
 */
final class NestedSlices implements TimedCounts {
  private static final long MINUTE_SLICE_NANOS = Window.ONE_MINUTE.nanos() / SliceRing.SLICES;

  private final int buckets;
  private final SparseCounts before;
  private final SliceRing hour;
  private final SliceRing fiveMinutes;
  private final SliceRing minute;

  /** The newest slice of the minute: nearly every sample falls into it. */
  private SparseCounts newest;

  /** Core time from which on it is filled, and from which on the next one is. */
  private long newestFromNanos;

  private long newestEndsNanos = Long.MIN_VALUE;

  NestedSlices(int buckets) {
    this.buckets = buckets;
    before = new SparseCounts(buckets);
    hour = ring(Window.ONE_HOUR, (atNanos, counts) -> counts.addTo(before));
    fiveMinutes = ring(Window.FIVE_MINUTES, hour::take);
    minute = ring(Window.ONE_MINUTE, fiveMinutes::take);
  }

  private SliceRing ring(Window window, SliceRing.Older older) {
    return new SliceRing(window.nanos() / SliceRing.SLICES, buckets, older);
  }

  @Override
  public void record(int bucket, long atNanos) {
    record(bucket, atNanos, 1);
  }

  /** Takes so many of a bucket and time. */
  void record(int bucket, long atNanos, long count) {
    if (atNanos >= newestEndsNanos) {
      begin(minute.numberOf(atNanos));
    }
    if (atNanos >= newestFromNanos) {
      newest.add(bucket, count);
    } else {
      recordLate(bucket, atNanos, count);
    }
  }

  private void begin(long number) {
    newest = minute.slice(number);
    newestFromNanos = number * MINUTE_SLICE_NANOS;
    newestEndsNanos = Deadlines.plus(newestFromNanos, MINUTE_SLICE_NANOS);
  }

  private void recordLate(int bucket, long atNanos, long count) {
    SparseCounts one = new SparseCounts(buckets);
    one.add(bucket, count);
    minute.take(atNanos, one);
  }

  /** Takes what is older than any window. */
  void recordBefore(SparseCounts counts) {
    counts.addTo(before);
  }

  @Override
  public void each(long fromNanos, long toNanos, SparseCounts.Sink sink) {
    minute.each(fromNanos, toNanos, sink);
    fiveMinutes.each(fromNanos, toNanos, sink);
    hour.each(fromNanos, toNanos, sink);
    if (fromNanos == Long.MIN_VALUE) {
      before.each(sink);
    }
  }

  @Override
  public long bytes() {
    return before.bytes() + hour.bytes() + fiveMinutes.bytes() + minute.bytes();
  }
}
