package io.driftgate.bench.desk;

/** How the desks' one thread waits for frames. */
public enum Reading {
  /**
   * It spins from shortly before an event until the last desk has read it. Real desks are other
   * machines; here, waking one thread a hundred times would cost more than what is measured.
   */
  SPINNING,
  /** It sleeps in the selector; being woken is part of the figures. */
  SLEEPING
}
