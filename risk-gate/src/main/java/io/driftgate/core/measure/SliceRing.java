package io.driftgate.core.measure;

import java.util.Arrays;

/**
 * The newest slices of one length. What is pushed out by a newer slice goes into the ring of longer
 * slices, so that each sample is held once: in the shortest slices that still hold its time.
 */
final class SliceRing {
  /** Slices in a window; the one being filled is among them. */
  static final int SLICES = 10;

  private final long sliceNanos;
  private final int buckets;
  private final Older older;
  private final SparseCounts[] slices = new SparseCounts[SLICES];
  private final long[] numbers = new long[SLICES];

  /** Takes over what no slice of the ring holds any more. */
  @FunctionalInterface
  interface Older extends Kept {
    /**
     * Takes it.
     *
     * @param atNanos within all of it
     */
    void take(long atNanos, SparseCounts counts);
  }

  /**
   * Makes an empty one.
   *
   * @param sliceNanos aligned to core time's origin
   * @param buckets of the counts
   */
  SliceRing(long sliceNanos, int buckets, Older older) {
    this.sliceNanos = sliceNanos;
    this.buckets = buckets;
    this.older = older;
    Arrays.fill(numbers, Long.MIN_VALUE);
  }

  /** The number since core time's origin of the slice that an instant lies in. */
  long numberOf(long atNanos) {
    return Math.floorDiv(atNanos, sliceNanos);
  }

  /** The slice of that number; null if its place is a newer one's. */
  SparseCounts slice(long number) {
    int place = place(number);
    if (numbers[place] < number) {
      pushOut(place);
      numbers[place] = number;
    }
    return numbers[place] == number ? slices[place] : null;
  }

  private static int place(long number) {
    return (int) Math.floorMod(number, (long) SLICES);
  }

  private void pushOut(int place) {
    if (slices[place] == null) {
      slices[place] = new SparseCounts(buckets);
    } else if (!slices[place].isEmpty()) {
      older.take(numbers[place] * sliceNanos, slices[place]);
      slices[place].clear();
    }
  }

  /** Adds what came out of shorter slices, or hands it on. */
  void take(long atNanos, SparseCounts counts) {
    SparseCounts slice = slice(numberOf(atNanos));
    if (slice == null) {
      older.take(atNanos, counts);
    } else {
      counts.addTo(slice);
    }
  }

  /** Hands over all that lies in slices from one instant up to another, both included. */
  void each(long fromNanos, long toNanos, SparseCounts.Sink sink) {
    for (int i = 0; i < SLICES; i++) {
      if (slices[i] != null && holds(i, fromNanos, toNanos)) {
        slices[i].each(sink);
      }
    }
  }

  private boolean holds(int place, long fromNanos, long toNanos) {
    long startNanos = numbers[place] * sliceNanos;
    return startNanos >= fromNanos && startNanos <= toNanos;
  }

  /** Bytes that the slices' counts take. */
  long bytes() {
    long bytes = 0;
    for (SparseCounts slice : slices) {
      bytes += slice == null ? 0 : slice.bytes();
    }
    return bytes;
  }
}
