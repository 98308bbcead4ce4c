package io.driftgate.feed.desk;

/**
 * Runs something on one loop: at once when called there, else after what was handed over before.
 */
@FunctionalInterface
public interface Hop {
  void run(Runnable task);
}
