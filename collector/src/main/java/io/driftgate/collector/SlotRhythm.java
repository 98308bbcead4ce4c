package io.driftgate.collector;

/**
 * Whether a chain's blocks come in slots, by their timestamps: the shortest time between two of the
 * last {@value #KEPT} is the slot, if nearly all other times are multiples of it and no block comes
 * faster. A slot may stay empty.
 */
final class SlotRhythm {
  private static final int KEPT = 32;
  private static final int LEARNT = 8;
  private static final long NANOS_PER_MS = 1_000_000;

  private final long[] gapsMs = new long[KEPT];
  private final long[] blocks = new long[KEPT];
  private int added;
  private long height = -1;
  private long timestampMs;
  private long periodMs;

  /** A block was shown; returns whether the slot is another from now on. */
  boolean showed(long newHeight, long newTimestampMs) {
    boolean later = height >= 0 && newHeight > height;
    if (later) {
      gapsMs[added % KEPT] = newTimestampMs - timestampMs;
      blocks[added % KEPT] = newHeight - height;
      added++;
    }
    if (later || height < 0) {
      height = newHeight;
      timestampMs = newTimestampMs;
    }
    long before = periodMs;
    periodMs = shortest();
    return periodMs != before && periodMs > 0;
  }

  private int size() {
    return Math.min(added, KEPT);
  }

  private long shortest() {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < size(); i++) {
      shortest = gapsMs[i] > 0 ? Math.min(shortest, gapsMs[i]) : shortest;
    }
    return shortest == Long.MAX_VALUE ? 0 : shortest;
  }

  /** One in ten may be an exception: a reorganisation, a clock that was set. */
  boolean isRegular() {
    int odd = 0;
    for (int i = 0; i < size(); i++) {
      odd += gapsMs[i] % Math.max(1, periodMs) != 0 || gapsMs[i] < blocks[i] * periodMs ? 1 : 0;
    }
    return size() >= LEARNT && periodMs > 0 && odd * 10 <= size();
  }

  /** The slot's length; 0 before any is known. */
  long periodNanos() {
    return periodMs * NANOS_PER_MS;
  }
}
