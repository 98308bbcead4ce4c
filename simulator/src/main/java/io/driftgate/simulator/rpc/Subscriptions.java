package io.driftgate.simulator.rpc;

import com.fasterxml.jackson.databind.node.BooleanNode;

/** The subscriptions of one connection. */
interface Subscriptions {
  /** HTTP: there is no way back to the client. */
  Subscriptions NONE =
      new Subscriptions() {
        @Override
        public Outcome add() {
          return Outcome.noNotifications();
        }

        @Override
        public boolean remove(String id) {
          return false;
        }
      };

  /** Adds a subscription to new heads; its id, or why not. */
  Outcome add();

  /** Whether there was one. */
  boolean remove(String id);

  /** The answer to {@code eth_unsubscribe}. */
  default Outcome unsubscribe(String id) {
    return remove(id)
        ? Outcome.result(BooleanNode.TRUE)
        : Outcome.invalidParams("subscription not found");
  }
}
