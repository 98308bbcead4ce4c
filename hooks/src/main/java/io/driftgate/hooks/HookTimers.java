package io.driftgate.hooks;

/** Time, as the hooks know it: the edge loop's, or a test's. Edge loop. */
public interface HookTimers {
  /** Monotonic. */
  long nanos();

  /** Unix milliseconds. */
  long wallMs();

  /** Runs a task once, on the edge loop, unless it is cancelled before. */
  Pending after(long delayMs, Runnable task);

  /** A number in [0, 1). */
  double random();

  /** A task that was not run yet. */
  @FunctionalInterface
  interface Pending {
    void cancel();
  }
}
