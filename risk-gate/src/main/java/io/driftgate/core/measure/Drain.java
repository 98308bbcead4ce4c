package io.driftgate.core.measure;

/** Whether an operator has taken a node out, and until when (semantics §4, DRAINED). */
final class Drain {
  private long untilNanos = Long.MIN_VALUE;
  private boolean drained;

  void until(long nanos) {
    untilNanos = nanos;
  }

  /** Whether it begins or ends by now. */
  boolean turns(long nowNanos) {
    return nowNanos < untilNanos != drained;
  }

  void turn() {
    drained = !drained;
  }

  boolean drained() {
    return drained;
  }

  /** {@link Deadlines#NEVER} for none. */
  long endsAtNanos() {
    return drained ? untilNanos : Deadlines.NEVER;
  }
}
