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
 * of its length, aligned to core time's origin: what is in it is a function of core time alone, so
 * nothing has to rotate it.
 *
 * <p>The windows' slices nest: 6 s in 30 s in 360 s. A sample is recorded once, into the shortest
 * slice that is still held, and moves into longer ones with all of its slice.
 *
 * <p>Memory: at most 31 {@link SparseCounts}, of which ten of 360 s hold the most. A node polled
 * twice a second whose round trips vary over an octave: 10 to 20 KB; see its test for the bound.
 */
final class WindowedHistogram {
  /** 1 h, semantics §5. */
  static final long MAX_MICROS = 3_600_000_000L;

  private static final PercentileWindow[] NOBODY = {};
  private static final long MINUTE_SLICE_NANOS = Window.ONE_MINUTE.nanos() / SliceRing.SLICES;

  private final Precision precision;
  private final Precision.Buckets buckets;
  private final SparseCounts before;
  private final SliceRing hour;
  private final SliceRing fiveMinutes;
  private final SliceRing minute;

  /** The newest slice of the minute: nearly every sample falls into it. */
  private SparseCounts newest;

  /** Core time from which on it is filled, and from which on the next one is. */
  private long newestFromNanos;

  private long newestEndsNanos = Long.MIN_VALUE;
  private long count;
  private PercentileWindow[] watchers = NOBODY;
  private Percentiles inShort = Percentiles.NONE;

  WindowedHistogram(Precision precision, Precision.Buckets buckets) {
    this.precision = precision;
    this.buckets = buckets;
    before = new SparseCounts(buckets.size());
    hour = ring(Window.ONE_HOUR, (atNanos, counts) -> counts.addTo(before));
    fiveMinutes = ring(Window.FIVE_MINUTES, hour::take);
    minute = ring(Window.ONE_MINUTE, fiveMinutes::take);
  }

  private SliceRing ring(Window window, SliceRing.Older older) {
    return new SliceRing(window.nanos() / SliceRing.SLICES, buckets.size(), older);
  }

  /**
   * Records a value.
   *
   * @param bucket the value's
   * @param atNanos core time
   */
  void record(int bucket, long atNanos) {
    count++;
    if (atNanos >= newestEndsNanos) {
      begin(minute.numberOf(atNanos));
    }
    if (atNanos >= newestFromNanos) {
      newest.add(bucket, 1);
    } else {
      recordLate(bucket, atNanos);
    }
  }

  private void begin(long number) {
    newest = minute.slice(number);
    newestFromNanos = number * MINUTE_SLICE_NANOS;
    newestEndsNanos = Deadlines.plus(newestFromNanos, MINUTE_SLICE_NANOS);
  }

  private void recordLate(int bucket, long atNanos) {
    SparseCounts one = new SparseCounts(buckets.size());
    one.add(bucket, 1);
    minute.take(atNanos, one);
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
    long[] sums = new long[buckets.size()];
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
    minute.each(fromNanos, toNanos, sink);
    fiveMinutes.each(fromNanos, toNanos, sink);
    hour.each(fromNanos, toNanos, sink);
    if (all) {
      before.each(sink);
    }
  }

  private static long startNanos(Window window, long nowNanos) {
    long sliceNanos = window.nanos() / SliceRing.SLICES;
    return (Math.floorDiv(nowNanos, sliceNanos) - SliceRing.SLICES + 1) * sliceNanos;
  }

  /** Bytes that its counts take. */
  long bytes() {
    return before.bytes() + hour.bytes() + fiveMinutes.bytes() + minute.bytes();
  }
}
