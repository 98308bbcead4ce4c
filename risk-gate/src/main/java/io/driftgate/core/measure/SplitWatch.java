package io.driftgate.core.measure;

/** SPLIT: torn, without a break, for longer than {@code divergence.grace}. */
final class SplitWatch {
  private final Deadlines deadlines;
  private final int slot;
  private long tornSinceNanos = Deadlines.NEVER;
  private boolean due;
  private boolean split;

  SplitWatch(Deadlines deadlines) {
    this.deadlines = deadlines;
    slot = deadlines.add(nowNanos -> due = true);
  }

  /** Whether the grace has run out since it was last settled. */
  boolean isDue() {
    return due;
  }

  /** Takes whether the fleet is torn now; returns whether SPLIT began or ended by that. */
  boolean settle(boolean torn, long graceNanos, long nowNanos) {
    boolean before = split;
    due = false;
    if (!torn) {
      tornSinceNanos = Deadlines.NEVER;
    } else if (tornSinceNanos == Deadlines.NEVER) {
      tornSinceNanos = nowNanos;
    }
    split = torn && nowNanos - tornSinceNanos > graceNanos;
    deadlines.set(
        slot, torn && !split ? Deadlines.after(tornSinceNanos, graceNanos) : Deadlines.NEVER);
    return split != before;
  }

  /** The chain is watched no more. */
  void leave() {
    deadlines.remove(slot);
  }

  boolean isSplit() {
    return split;
  }
}
