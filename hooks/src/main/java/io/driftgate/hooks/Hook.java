package io.driftgate.hooks;

import io.vertx.core.Future;

/**
 * One configured hook: where and how it acts. It knows nothing of schedules: when to try, how long
 * to wait and when to try again is decided elsewhere.
 *
 * <p>All methods on the edge loop; none blocks, none throws.
 */
public interface Hook {
  /**
   * Begins an attempt at once. Several may be under way.
   *
   * @param message the delivery, with what is of this attempt
   */
  Attempt attempt(Message message);

  /** Lets go of its connections; disarms nothing. */
  Future<Void> close();
}
