package io.driftgate.core.measure;

import java.util.Arrays;

/**
 * How high the leading head was when each of the last ten slices of time began, against which a
 * node's pace is judged (semantics §4, SUSPECT). Against what led, not against the node itself: a
 * node that catches up after an outage rises fast, and is right to.
 */
final class LeadPace {
  private static final int SLICES = 10;
  private static final long MIN_WINDOW_NANOS = 60_000_000_000L;
  private static final long WINDOW_BLOCKS = 32;
  private static final long NONE = -1;

  private final long sliceNanos;
  private final long allowedBlocks;

  /** By slice number, modulo their count. */
  private final long[] heights = new long[SLICES];

  private long slice = Long.MIN_VALUE;
  private long nextSliceNanos = Long.MIN_VALUE;

  /** What led when the window's oldest slice began, and when the one after it did. */
  private long ledAtStart = NONE;

  private long ledAtNextStart = NONE;

  LeadPace(long blockTimeNanos) {
    long windowNanos = Math.max(Deadlines.times(blockTimeNanos, WINDOW_BLOCKS), MIN_WINDOW_NANOS);
    sliceNanos = windowNanos / SLICES;
    allowedBlocks = blocksAtTwiceTheRate(windowNanos, blockTimeNanos);
    Arrays.fill(heights, NONE);
  }

  /** How many blocks arrive within a time at twice the block rate, rounded down, exactly. */
  static long blocksAtTwiceTheRate(long timeNanos, long blockTimeNanos) {
    long rest = timeNanos % blockTimeNanos;
    return Deadlines.times(timeNanos / blockTimeNanos, 2) + (rest >= blockTimeNanos - rest ? 1 : 0);
  }

  /**
   * Enters the slices that began since the last call; to be called before the leading head moves.
   *
   * @param leading what has led all that time; null for none
   */
  void advance(long nowNanos, Block leading) {
    if (nowNanos < nextSliceNanos) {
      return;
    }
    long current = Math.floorDiv(nowNanos, sliceNanos);
    long first = slice == Long.MIN_VALUE ? current : Math.max(slice + 1, current - SLICES + 1);
    for (long entered = first; entered <= current; entered++) {
      heights[index(entered)] = leading == null ? NONE : leading.height();
    }
    slice = current;
    ledAtStart = heights[index(current - SLICES + 1)];
    ledAtNextStart = heights[index(current - SLICES + 2)];
    nextSliceNanos = Deadlines.plus(current * sliceNanos, sliceNanos);
  }

  /** Whether a head is higher than twice the block rate explains. */
  boolean isTooFast(long height) {
    return isTooFast(height, ledAtStart);
  }

  /** Whether that will be otherwise when the next slice begins. */
  boolean changesWithNextSlice(long height) {
    return isTooFast(height) != isTooFast(height, ledAtNextStart);
  }

  private boolean isTooFast(long height, long ledAt) {
    return ledAt != NONE && height - ledAt > allowedBlocks;
  }

  /** The instant at which the next slice begins. */
  long nextSliceNanos() {
    return nextSliceNanos;
  }

  private static int index(long slice) {
    return (int) Math.floorMod(slice, (long) SLICES);
  }
}
