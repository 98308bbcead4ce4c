package io.driftgate.core.measure;

import java.util.Arrays;

/**
 * Counts by bucket, small while few buckets are used: open addressing over cells that hold bucket
 * and count, and an array of all counts once that is no larger. Adding costs a probe; clearing
 * costs what was used.
 *
 * <p>At most 8 bytes for each bucket of the precision: 26 KB with two digits and 188 KB with three
 * over 1 h in microseconds; 11 to 22 bytes for each bucket used while those are few.
 */
final class SparseCounts {
  /** Takes counts out. */
  @FunctionalInterface
  interface Sink {
    void add(int bucket, long count);
  }

  private static final long[] NONE = {};
  private static final int FIRST_CELLS = 8;
  private static final int COUNT_BITS = 48;
  private static final long COUNT = (1L << COUNT_BITS) - 1;

  /** An array is let go of rather than cleared when so little of it was used. */
  private static final int SLACK = 8;

  private final int size;
  private long[] cells = NONE;
  private int used;
  private boolean dense;

  /**
   * Makes an empty one.
   *
   * @param size number of buckets, at most 32,768
   */
  SparseCounts(int size) {
    this.size = size;
  }

  /** Adds to a bucket's count; less than 2^48 in all. */
  void add(int bucket, long count) {
    if (!dense && (used + 1) * 4 > cells.length * 3) {
      grow();
    }
    if (dense) {
      cells[bucket] += count;
    } else {
      addSparse(bucket, count);
    }
  }

  private void addSparse(int bucket, long count) {
    int last = cells.length - 1;
    int at = ((bucket * 0x9E3779B9) >>> 16) & last;
    while (cells[at] != 0 && cells[at] >>> COUNT_BITS != bucket) {
      at = (at + 1) & last;
    }
    if (cells[at] == 0) {
      used++;
      cells[at] = (long) bucket << COUNT_BITS;
    }
    cells[at] += count;
  }

  private void grow() {
    long[] old = cells;
    int length = Math.max(FIRST_CELLS, old.length * 2);
    dense = length >= size;
    cells = new long[dense ? size : length];
    used = 0;
    for (long cell : old) {
      if (cell != 0) {
        add((int) (cell >>> COUNT_BITS), cell & COUNT);
      }
    }
  }

  /** Hands over each bucket with a count, in no order that means anything, but always the same. */
  void each(Sink sink) {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != 0) {
        sink.add(dense ? i : (int) (cells[i] >>> COUNT_BITS), cells[i] & COUNT);
      }
    }
  }

  /** Adds all of this to another one. */
  void addTo(SparseCounts sum) {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != 0) {
        sum.add(dense ? i : (int) (cells[i] >>> COUNT_BITS), cells[i] & COUNT);
      }
    }
  }

  boolean isEmpty() {
    return used == 0 && !dense;
  }

  void clear() {
    if (dense || used * SLACK < cells.length) {
      cells = NONE;
      dense = false;
    } else {
      Arrays.fill(cells, 0);
    }
    used = 0;
  }

  /** Bytes that its cells take. */
  long bytes() {
    return (long) cells.length * Long.BYTES;
  }
}
