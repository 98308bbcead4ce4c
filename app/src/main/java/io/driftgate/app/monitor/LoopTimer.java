package io.driftgate.app.monitor;

/** Calls back on the gate loop after a while. Fake it to test what waits. */
interface LoopTimer {
  /**
   * Calls once.
   *
   * @param delayNanos from now; 0 or less: as soon as the loop is free
   */
  Pending after(long delayNanos, Runnable task);

  /** A call to come. */
  interface Pending {
    /** Takes it back; without effect once it has come. */
    void cancel();
  }
}
