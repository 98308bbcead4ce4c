package io.driftgate.simulator.rpc;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what the fleet dropped at one of its bounds, for whatever reason. Any thread. */
final class Tally {
  private final AtomicLong dropped = new AtomicLong();

  void drop() {
    dropped.incrementAndGet();
  }

  long dropped() {
    return dropped.get();
  }
}
