package io.driftgate.feed.desk;

import java.util.Set;

/** Where a desk stands. */
enum DeskState {
  /** Connected, nothing asked for yet: has until the deadline. */
  CONNECTED,
  /** The first subscribe is on its way through the gate loop. */
  ASKED,
  /** Has a snapshot; gate frames follow it. */
  SUBSCRIBED,
  /** A close frame is on its way; nothing else is sent any more. */
  CLOSING,
  /** The connection has ended. */
  CLOSED;

  private Set<DeskState> next() {
    return switch (this) {
      case CONNECTED -> Set.of(ASKED, CLOSING, CLOSED);
      case ASKED -> Set.of(SUBSCRIBED, CLOSING, CLOSED);
      case SUBSCRIBED -> Set.of(CLOSING, CLOSED);
      case CLOSING -> Set.of(CLOSED);
      case CLOSED -> Set.of();
    };
  }

  /**
   * The only way from one state to another.
   *
   * @throws IllegalStateException for a move that is not in the table
   */
  DeskState to(DeskState target) {
    if (!next().contains(target)) {
      throw new IllegalStateException("a desk does not go from " + this + " to " + target);
    }
    return target;
  }

  /** Whether frames may still be written. */
  boolean isOpen() {
    return switch (this) {
      case CONNECTED, ASKED, SUBSCRIBED -> true;
      case CLOSING, CLOSED -> false;
    };
  }
}
