package io.driftgate.bench.fan;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One fan-out as it comes in. Filled by the desks' thread, awaited by another. */
final class Round {
  private final long[] readNanos;
  private final CountDownLatch whole = new CountDownLatch(1);
  private int seen;

  Round(int desks) {
    this.readNanos = new long[desks];
  }

  /** One desk more has read the whole frame. */
  void read(long nanos) {
    readNanos[seen++] = nanos;
    if (seen == readNanos.length) {
      whole.countDown();
    }
  }

  /** Nanoseconds from the trigger to desks. */
  record Times(long first, long median, long last) {
    /** Of instants in any order, of which there is at least one. */
    static Times of(long[] instants, long sinceNanos) {
      long[] ascending = instants.clone();
      Arrays.sort(ascending);
      int last = ascending.length - 1;
      return new Times(
          ascending[0] - sinceNanos,
          ascending[last / 2] - sinceNanos,
          ascending[last] - sinceNanos);
    }
  }

  /** Waits for the last desk; empty if it has not read the frame in time. */
  Optional<Times> await(long sinceNanos, long timeoutNanos) throws InterruptedException {
    return whole.await(timeoutNanos, TimeUnit.NANOSECONDS)
        ? Optional.of(Times.of(readNanos, sinceNanos))
        : Optional.empty();
  }
}
