package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import java.util.Arrays;

/**
 * What one node has reported as finalized: the newest {@value #REMEMBERED} different blocks. What
 * it repeats while that is remembered adds nothing.
 */
final class FinalizedReports {
  static final int REMEMBERED = 64;

  private static final BlockRef[] NO_REFS = {};
  private static final long[] NO_NUMBERS = {};

  private BlockRef[] refs = NO_REFS;

  /** Of the blocks, once more: looking through all must not fetch each from memory. */
  private long[] heights = NO_NUMBERS;

  private long[] timestampsMs = NO_NUMBERS;
  private int size;
  private int newest = -1;

  /** What is repeated most of the time, without a step through the array. */
  private BlockRef newestRef = BlockRef.NONE;

  private long top = -1;

  boolean contains(BlockRef ref) {
    return ref.height() <= top && indexOf(ref) >= 0;
  }

  private int indexOf(BlockRef ref) {
    if (newestRef.equals(ref)) {
      return newest;
    }
    for (int i = 0; i < size; i++) {
      if (heights[i] == ref.height() && refs[i].hash().equals(ref.hash())) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Takes a report that is not contained.
   *
   * @param timestampMs the block's, Unix milliseconds; -1 when not said
   * @return the report that is forgotten for it; {@link BlockRef#NONE} for none
   */
  BlockRef add(BlockRef ref, long timestampMs) {
    newest = (newest + 1) % REMEMBERED;
    if (newest == refs.length) {
      grow();
    }
    BlockRef forgotten = size == REMEMBERED ? refs[newest] : BlockRef.NONE;
    refs[newest] = ref;
    newestRef = ref;
    heights[newest] = ref.height();
    timestampsMs[newest] = timestampMs;
    size = Math.min(size + 1, REMEMBERED);
    top = forgotten.height() == top ? highest() : Math.max(top, ref.height());
    return forgotten;
  }

  /** What is looked at with every answer is to lie close together, and this is not. */
  private void grow() {
    int length = Math.min(REMEMBERED, 2 * refs.length + 2);
    refs = Arrays.copyOf(refs, length);
    heights = Arrays.copyOf(heights, length);
    timestampsMs = Arrays.copyOf(timestampsMs, length);
  }

  private long highest() {
    long highest = -1;
    for (int i = 0; i < size; i++) {
      highest = Math.max(highest, heights[i]);
    }
    return highest;
  }

  /** Whether a block of this height but another hash is among them. */
  boolean contradicts(BlockRef ref) {
    for (int i = 0; i < size && ref.height() <= top; i++) {
      if (heights[i] == ref.height() && !refs[i].hash().equals(ref.hash())) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return size;
  }

  /** In no order. */
  BlockRef get(int i) {
    return refs[i];
  }

  /** That of {@link #get}. */
  long height(int i) {
    return heights[i];
  }

  /** The height of the highest; -1 before any. */
  long top() {
    return top;
  }

  /** What was said to be the block's timestamp; -1 if that, or the block, was not. */
  long timestampMs(BlockRef ref) {
    int i = indexOf(ref);
    return i < 0 ? -1 : timestampsMs[i];
  }
}
