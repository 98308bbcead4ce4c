package io.driftgate.hooks;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * A venue's timer that withdraws what stands there unless it is refreshed (semantics §7). When it
 * may be refreshed is decided elsewhere. Edge loop.
 *
 * <p>Venues have one timer, or one for each instrument, for all that a hook reaches and none for a
 * market of ours: while one of the hook's markets must not be quoted, it is not to be refreshed for
 * another.
 */
public interface DeadMan {
  /** Arms it or refreshes it. */
  Attempt refresh();

  /** How often it wants to be refreshed. */
  long periodMs();

  /** After how long without a refresh the venue acts. */
  long timeoutMs();

  /**
   * Disarms a timer whose venue limits how often it may act, so that a trip does not use up one of
   * its times. Only for a gate that is alive and has judged.
   *
   * @param cancelled how the withdrawal ended; unless it was DELIVERED the timer stands
   * @return empty: the timer is of no such venue, and stands
   */
  default Optional<Attempt> standDown(Outcome cancelled) {
    return Optional.empty();
  }

  /** Lets go of a connection of its own; disarms nothing. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }
}
