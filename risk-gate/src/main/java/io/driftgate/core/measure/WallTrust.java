package io.driftgate.core.measure;

import io.driftgate.core.fact.Stamp;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether wall time is to be believed: not while, among the offsets of the last minute and the
 * newest one before, two differ by more than 250 ms (semantics §1).
 *
 * <p>The offset is wall − monotonic, in whole milliseconds, rounded down.
 */
final class WallTrust {
  private static final long TOLERANCE_MS = 250;
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final long NANOS_PER_MS = 1_000_000L;

  private final Extremes highest = new Extremes(1);
  private final Extremes lowest = new Extremes(-1);

  /** Takes a stamp that raised core time. */
  void observe(Stamp stamp) {
    long offsetMs = stamp.wallMs() + Math.floorDiv(-stamp.nanos(), NANOS_PER_MS);
    highest.add(offsetMs, stamp.nanos());
    lowest.add(offsetMs, stamp.nanos());
  }

  /** As of the newest stamp, or later. */
  boolean trusted(long nowNanos) {
    highest.forgetBefore(nowNanos);
    lowest.forgetBefore(nowNanos);
    return highest.oldest() - lowest.oldest() <= TOLERANCE_MS;
  }

  /** The next instant at which an offset leaves the minute, if nothing more arrives. */
  long nextChangeNanos() {
    return Math.min(highest.nextChangeNanos(), lowest.nextChangeNanos());
  }

  /**
   * The offsets that could still be the highest (or lowest) of a minute, oldest first: each is
   * below the one before it, and outlives it.
   *
   * <p>Of those too far above the newest to be believed beside it only the last is kept: as long as
   * it lives nothing is trusted, and then the others are gone, too. So there are at most {@value
   * #TOLERANCE_MS} + 2.
   */
  private static final class Extremes {
    private final int sign;
    private final Deque<Offset> kept = new ArrayDeque<>();

    Extremes(int sign) {
      this.sign = sign;
    }

    void add(long offsetMs, long atNanos) {
      Offset newest = kept.peekLast();
      if (newest != null && newest.ms == offsetMs) {
        return;
      }
      if (newest != null) {
        newest.leavesNanos = Deadlines.after(atNanos, MINUTE_NANOS);
      }
      while (!kept.isEmpty() && sign * (kept.peekLast().ms - offsetMs) <= 0) {
        kept.removeLast();
      }
      kept.addLast(new Offset(offsetMs));
      forgetOutlived(offsetMs);
    }

    private void forgetOutlived(long newestMs) {
      while (kept.size() > 2) {
        Offset first = kept.removeFirst();
        if (sign * (kept.peekFirst().ms - newestMs) <= TOLERANCE_MS) {
          kept.addFirst(first);
          return;
        }
      }
    }

    void forgetBefore(long nowNanos) {
      while (kept.peekFirst().leavesNanos <= nowNanos) {
        kept.removeFirst();
      }
    }

    long oldest() {
      return kept.peekFirst().ms;
    }

    long nextChangeNanos() {
      return kept.peekFirst().leavesNanos;
    }
  }

  /** An offset; it stays until a minute after the next one was taken. */
  private static final class Offset {
    private final long ms;
    private long leavesNanos = Deadlines.NEVER;

    Offset(long ms) {
      this.ms = ms;
    }
  }
}
