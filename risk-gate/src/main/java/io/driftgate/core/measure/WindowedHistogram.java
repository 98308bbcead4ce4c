package io.driftgate.core.measure;

import io.driftgate.core.view.HistogramQuery.Window;
import io.driftgate.core.view.Percentiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * A histogram since the start, and aligned windows of it. A window is ten slices, each of a tenth
 * of its length, aligned to core time's origin.
 *
 * <p>Memory: a list while samples are few, at most 31 {@link SparseCounts} else; see its test for
 * what a node polled twice a second takes, and for the bound.
 */
final class WindowedHistogram {
  /** 1 h, semantics §5. */
  static final long MAX_MICROS = 3_600_000_000L;

  private static final PercentileWindow[] NOBODY = {};

  private final Precision precision;
  private final Precision.Buckets buckets;
  private TimedCounts counts;
  private long count;
  private PercentileWindow[] watchers = NOBODY;
  private Percentiles inShort = Percentiles.NONE;

  WindowedHistogram(Precision precision, Precision.Buckets buckets) {
    this.precision = precision;
    this.buckets = buckets;
    counts = new SampleLog(buckets.size());
  }

  /**
   * Records a value.
   *
   * @param bucket the value's
   * @param atNanos core time
   */
  void record(int bucket, long atNanos) {
    count++;
    counts.record(bucket, atNanos);
    if (counts instanceof SampleLog few && few.isCrowded()) {
      counts = few.nested(buckets.size());
    }
  }

  /** Whether anybody watches a window of their own. */
  boolean watched() {
    return watchers.length > 0;
  }

  /** Tells those who watch a window of their own what was recorded. */
  void tell(int bucket, PercentileWindow.Sample sample) {
    for (PercentileWindow watcher : watchers) {
      watcher.record(bucket, sample);
    }
  }

  /** Has a window told of each sample from now on. */
  void watch(PercentileWindow window) {
    watchers = Arrays.copyOf(watchers, watchers.length + 1);
    watchers[watchers.length - 1] = window;
  }

  /** Ends windows: nobody reads them any more. */
  void endWindows(Predicate<PercentileWindow> which) {
    List<PercentileWindow> staying = new ArrayList<>();
    for (PercentileWindow watcher : watchers) {
      if (which.test(watcher)) {
        watcher.end();
      } else {
        staying.add(watcher);
      }
    }
    watchers = staying.toArray(NOBODY);
  }

  PercentileWindow[] watchers() {
    return watchers;
  }

  /**
   * All since the start. Worked out once for each count: everybody who looks at a node asks for it.
   *
   * @param unit what one of the histogram's own units is in the result's
   */
  Percentiles inShort(long unit) {
    if (inShort.count() != count) {
      inShort = Ranks.inShort(sums(Window.ALL, 0), count, buckets, unit);
    }
    return inShort;
  }

  private long[] sums(Window window, long nowNanos) {
    long[] sums = buckets.zeros();
    each(window, nowNanos, (bucket, n) -> sums[bucket] += n);
    return sums;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** A copy of what a window holds at a core time. */
  Histogram copy(Window window, long nowNanos) {
    Histogram sum = precision.emptyHistogram();
    each(window, nowNanos, (bucket, n) -> sum.recordValueWithCount(buckets.lowest(bucket), n));
    return sum;
  }

  private void each(Window window, long nowNanos, SparseCounts.Sink sink) {
    boolean all = window == Window.ALL;
    long fromNanos = all ? Long.MIN_VALUE : startNanos(window, nowNanos);
    long toNanos = all ? Long.MAX_VALUE : nowNanos;
    counts.each(fromNanos, toNanos, sink);
  }

  private static long startNanos(Window window, long nowNanos) {
    long sliceNanos = window.nanos() / SliceRing.SLICES;
    return (Math.floorDiv(nowNanos, sliceNanos) - SliceRing.SLICES + 1) * sliceNanos;
  }

  /** Bytes that its counts take. */
  long bytes() {
    return counts.bytes();
  }
}
