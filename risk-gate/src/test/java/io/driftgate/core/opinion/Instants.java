package io.driftgate.core.opinion;

/** Candidates for the next instant at which something may differ; only the earliest is kept. */
final class Instants {
  private final long afterNanos;
  private long earliestNanos = Long.MAX_VALUE;

  Instants(long afterNanos) {
    this.afterNanos = afterNanos;
  }

  void add(long atNanos) {
    if (atNanos > afterNanos && atNanos < earliestNanos) {
      earliestNanos = atNanos;
    }
  }

  /** The first nanosecond at which more than {@code spanNanos} have passed since. */
  void addLonger(long sinceNanos, long spanNanos) {
    if (spanNanos < Long.MAX_VALUE / 4) {
      add(sinceNanos + spanNanos + 1);
    }
  }

  /** The next slice of an aligned window. */
  void addSlice(long sliceNanos) {
    add((Math.floorDiv(afterNanos, sliceNanos) + 1) * sliceNanos);
  }

  /** {@link Long#MAX_VALUE} for never. */
  long earliestNanos() {
    return earliestNanos;
  }
}
