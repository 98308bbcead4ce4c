package io.driftgate.bench.socket;

import java.util.concurrent.locks.LockSupport;

/** Waits for an instant of {@link System#nanoTime}, to a few microseconds. */
public final class Pace {
  /** The kernel wakes a sleeper up to this much late; the rest is spun. */
  private static final long SPIN_NANOS = 80_000;

  private Pace() {}

  /** Returns at that instant or a little later. */
  public static void until(long dueNanos) {
    long left = dueNanos - System.nanoTime();
    while (left > SPIN_NANOS) {
      LockSupport.parkNanos(left - SPIN_NANOS);
      left = dueNanos - System.nanoTime();
    }
    while (dueNanos - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
  }
}
