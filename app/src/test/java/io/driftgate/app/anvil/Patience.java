package io.driftgate.app.anvil;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for something to become true, within reason. */
final class Patience {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(40);

  private Patience() {}

  static void until(String what, Callable<Boolean> holds) throws Exception {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (!holds.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited 40 s in vain: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
