package io.driftgate.core.measure;

import io.driftgate.core.view.HistogramQuery.Window;
import java.util.Arrays;

/**
 * Few samples, as one node's are: a list of them, so that recording one touches one line of memory
 * where nested slices touch ten whenever a slice ends. Samples of one slice and bucket are an entry
 * with a count. When the list is full, what has left a window is moved to the start of the longer
 * slice it lies in, and entries that have become the same are joined.
 *
 * <p>An entry is {@code slice << 32 | bucket << 17 | count}: the number of the 6 s slice since core
 * time's origin, which is also where the longer slices start.
 */
final class SampleLog implements TimedCounts {
  /** So many, and counts by slice are quicker: 32 KiB. */
  static final int MAX_ENTRIES = 4_096;

  private static final int FIRST_ENTRIES = 16;

  /** So far back is looked for an entry of the same slice and bucket. */
  private static final int LOOKED_AT = 8;

  private static final int COUNT_BITS = 17;
  private static final int BUCKET_BITS = 15;
  private static final int SLICE_SHIFT = COUNT_BITS + BUCKET_BITS;
  private static final long COUNT = (1L << COUNT_BITS) - 1;
  private static final int BUCKET = (1 << BUCKET_BITS) - 1;
  private static final long SLICE_NANOS = Window.ONE_MINUTE.nanos() / SliceRing.SLICES;
  private static final long IN_FIVE_MINUTES = perSlice(Window.FIVE_MINUTES);
  private static final long IN_HOUR = perSlice(Window.ONE_HOUR);

  private final SparseCounts before;
  private long[] entries = new long[FIRST_ENTRIES];
  private int size;
  private boolean crowded;

  /** The newest slice, and the core time from which on it is filled and the next one is. */
  private long newest;

  private long newestFromNanos = Long.MAX_VALUE;
  private long newestEndsNanos = Long.MIN_VALUE;

  /**
   * Makes an empty one.
   *
   * @param buckets at most 32,768
   */
  SampleLog(int buckets) {
    before = new SparseCounts(buckets);
  }

  /** So many of the shortest slices are one of a window's. */
  private static long perSlice(Window window) {
    return window.nanos() / Window.ONE_MINUTE.nanos();
  }

  @Override
  public void record(int bucket, long atNanos) {
    long key = sliceOf(atNanos) << BUCKET_BITS | bucket;
    int last = Math.max(0, size - LOOKED_AT);
    for (int i = size - 1; i >= last; i--) {
      if (entries[i] >> COUNT_BITS == key && (entries[i] & COUNT) < COUNT) {
        entries[i]++;
        return;
      }
    }
    if (size == entries.length) {
      makeRoom();
    }
    entries[size] = key << COUNT_BITS | 1;
    size++;
  }

  private long sliceOf(long atNanos) {
    if (atNanos >= newestFromNanos && atNanos < newestEndsNanos) {
      return newest;
    }
    long slice = Math.floorDiv(atNanos, SLICE_NANOS);
    if (atNanos >= newestEndsNanos) {
      newest = slice;
      newestFromNanos = slice * SLICE_NANOS;
      newestEndsNanos = Deadlines.plus(newestFromNanos, SLICE_NANOS);
    }
    return slice;
  }

  private void makeRoom() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      long slice = entries[i] >> SLICE_SHIFT;
      if (slice < firstOf(IN_HOUR)) {
        before.add(bucketOf(entries[i]), entries[i] & COUNT);
      } else {
        long rest = entries[i] & ((1L << SLICE_SHIFT) - 1);
        entries[kept] = longest(slice) << SLICE_SHIFT | rest;
        kept++;
      }
    }
    Arrays.sort(entries, 0, kept);
    join(kept);
    boolean little = size > entries.length - entries.length / 4;
    crowded = little && entries.length == MAX_ENTRIES;
    if (crowded) {
      entries = Arrays.copyOf(entries, entries.length + 1); // for the one that found no room
    } else if (little) {
      entries = Arrays.copyOf(entries, entries.length * 2);
    }
  }

  /**
   * The start of the longest slice that it can be part of: of the shortest window that holds it.
   */
  private long longest(long slice) {
    if (slice >= firstOf(1)) {
      return slice;
    }
    return slice
        - Math.floorMod(slice, slice >= firstOf(IN_FIVE_MINUTES) ? IN_FIVE_MINUTES : IN_HOUR);
  }

  /** The oldest slice in a window whose own slices are so many of the shortest. */
  private long firstOf(long perSlice) {
    return (Math.floorDiv(newest, perSlice) - SliceRing.SLICES + 1) * perSlice;
  }

  /** Of sorted entries, joins those of one slice and bucket, as far as their count has room. */
  private void join(int sorted) {
    size = 0;
    for (int i = 0; i < sorted; i++) {
      long count = entries[i] & COUNT;
      boolean same = size > 0 && entries[size - 1] >> COUNT_BITS == entries[i] >> COUNT_BITS;
      if (same && (entries[size - 1] & COUNT) + count <= COUNT) {
        entries[size - 1] += count;
      } else {
        entries[size] = entries[i];
        size++;
      }
    }
  }

  private static int bucketOf(long entry) {
    return (int) (entry >> COUNT_BITS) & BUCKET;
  }

  /** Whether it has grown to what it is not meant for. */
  boolean isCrowded() {
    return crowded;
  }

  /** All of it, for more samples than this is meant for. */
  NestedSlices nested(int buckets) {
    NestedSlices slices = new NestedSlices(buckets);
    slices.recordBefore(before);
    Arrays.sort(entries, 0, size);
    for (int i = 0; i < size; i++) {
      long atNanos = (entries[i] >> SLICE_SHIFT) * SLICE_NANOS;
      slices.record(bucketOf(entries[i]), atNanos, entries[i] & COUNT);
    }
    return slices;
  }

  @Override
  public void each(long fromNanos, long toNanos, SparseCounts.Sink sink) {
    for (int i = 0; i < size; i++) {
      long atNanos = (entries[i] >> SLICE_SHIFT) * SLICE_NANOS;
      if (atNanos >= fromNanos && atNanos <= toNanos) {
        sink.add(bucketOf(entries[i]), entries[i] & COUNT);
      }
    }
    if (fromNanos == Long.MIN_VALUE) {
      before.each(sink);
    }
  }

  @Override
  public long bytes() {
    return before.bytes() + (long) entries.length * Long.BYTES;
  }
}
