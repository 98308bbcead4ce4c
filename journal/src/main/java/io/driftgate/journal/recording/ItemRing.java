package io.driftgate.journal.recording;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Carries items from the gate loop to the recorder's thread, in order. Whoever puts in never waits
 * and makes nothing; what does not fit is counted, and a {@link Gap} stands in its place.
 *
 * <p>One thread puts in, one takes out.
 */
final class ItemRing {
  private final AtomicReferenceArray<Object> slots;
  private final int mask;
  private final AtomicLong dropped = new AtomicLong();

  /** The gate loop's. */
  private long puts;

  /** The gate loop's: dropped, and no gap says so yet. */
  private long unsaid;

  /** The recorder's. */
  private long takes;

  /**
   * Makes an empty one.
   *
   * @param capacity a power of two, at least 2
   */
  ItemRing(int capacity) {
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("a power of two is needed, not " + capacity);
    }
    slots = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
  }

  /** Puts an item in, or drops it. */
  void put(Object item) {
    int needed = unsaid == 0 ? 1 : 2;
    if (slots.getAcquire((int) (puts + needed - 1) & mask) != null) {
      unsaid++;
      dropped.setRelease(dropped.getPlain() + 1);
      return;
    }
    if (needed == 2) {
      slots.setRelease((int) puts++ & mask, new Gap(unsaid));
      unsaid = 0;
    }
    slots.setRelease((int) puts++ & mask, item);
  }

  /** The next item; null if there is none yet. */
  Object take() {
    int slot = (int) takes & mask;
    Object item = slots.getAcquire(slot);
    if (item != null) {
      slots.setRelease(slot, null);
      takes++;
    }
    return item;
  }

  /** How many did not fit. Any thread. */
  long dropped() {
    return dropped.getAcquire();
  }
}
