package io.driftgate.core.measure;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The deepest reorg within any window: a ring of ten slices, aligned to core time's origin, the one
 * being filled among them.
 *
 * <p>A reorg is kept until a later one is as deep: depths fall from the oldest to the newest, and
 * none is above {@link BlockTree#DEPTH}, so there are no more than that.
 */
public final class Reorgs {
  private static final int SLICES = 10;

  private final Deque<Deep> kept = new ArrayDeque<>();

  private record Deep(long atNanos, long depth) {}

  void record(long depth, long nowNanos) {
    while (!kept.isEmpty() && kept.peekLast().depth() <= depth) {
      kept.removeLast();
    }
    kept.addLast(new Deep(nowNanos, depth));
  }

  /** The deepest whose step fell into the window; 0 for none. */
  public long deepest(long windowNanos, long nowNanos) {
    Deep deepest = within(windowNanos, nowNanos);
    return deepest == null ? 0 : deepest.depth();
  }

  /** When the deepest leaves the window; {@link Deadlines#NEVER} for none. */
  public long changesAtNanos(long windowNanos, long nowNanos) {
    Deep deepest = within(windowNanos, nowNanos);
    long slice = windowNanos / SLICES;
    return deepest == null
        ? Deadlines.NEVER
        : Deadlines.plus(Math.floorDiv(deepest.atNanos(), slice) * slice, windowNanos);
  }

  private Deep within(long windowNanos, long nowNanos) {
    long slice = windowNanos / SLICES;
    long oldest = Math.floorDiv(nowNanos, slice) - (SLICES - 1);
    for (Deep deep : kept) {
      if (Math.floorDiv(deep.atNanos(), slice) >= oldest) {
        return deep;
      }
    }
    return null;
  }
}
