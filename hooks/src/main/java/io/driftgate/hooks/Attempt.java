package io.driftgate.hooks;

import io.vertx.core.Future;

/** One attempt that is under way. Edge loop. */
public interface Attempt {
  /** How it ended; never fails. */
  Future<Outcome> outcome();

  /**
   * Gives it up as far as that is possible: what was not sent is not sent. {@link #outcome} then
   * completes, as FAILED unless it had ended.
   */
  void abort();
}
