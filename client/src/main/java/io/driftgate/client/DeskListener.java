package io.driftgate.client;

import io.driftgate.client.protocol.Change;
import io.driftgate.client.protocol.Confirmation;

/**
 * Told of changes, in order, on one thread of the desk's. What it is told has been published
 * before: {@link Desk#permission} never waits for a listener. A listener that is slow is told the
 * newest of each market when it has time, and never what was overtaken.
 */
@FunctionalInterface
public interface DeskListener {
  /**
   * A market may do something else than before. Returning normally says that it was acted on: the
   * gates are told so, unless {@link DeskBuilder#acknowledgeByHand} was chosen. After an exception
   * it is told again with the market's next news, within a quarter of a lease.
   */
  void onChange(Change change);

  /** A gate says that nobody can be quoting any more after a restriction. */
  default void onConfirmed(Confirmation confirmation) {}
}
