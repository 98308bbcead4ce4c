package io.driftgate.core.gate;

import io.driftgate.core.measure.Deadlines;

/**
 * Whether the journal can be written: while it cannot nothing relaxes, and for longer than 60 s
 * everything is closed (semantics §6.6).
 */
final class Journal {
  static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Deadlines deadlines;
  private final int slot;
  private boolean writable = true;
  private boolean lost;

  /**
   * Makes a writable one.
   *
   * @param onLost called when patience ends
   */
  Journal(Deadlines deadlines, Runnable onLost) {
    this.deadlines = deadlines;
    slot =
        deadlines.add(
            nowNanos -> {
              lost = true;
              onLost.run();
            });
  }

  /** Returns whether that is news. */
  boolean become(boolean nowWritable, long nowNanos) {
    if (nowWritable == writable) {
      return false;
    }
    writable = nowWritable;
    lost = false;
    deadlines.set(slot, writable ? Deadlines.NEVER : Deadlines.after(nowNanos, PATIENCE_NANOS));
    return true;
  }

  boolean writable() {
    return writable;
  }

  /** Not writable for longer than is borne. */
  boolean lost() {
    return lost;
  }
}
