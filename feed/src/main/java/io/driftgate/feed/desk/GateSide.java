package io.driftgate.feed.desk;

/** What a desk asks of the gate loop. Called on the desk's loop; answers come through its room. */
public interface GateSide {
  /** Answered by {@link Desk#onSnapshot}. */
  void subscribe(Desk desk, Subscription subscription);

  /** Answered by {@link Desk#onGrant}, or not at all once the gate is stopping. */
  void renew(Desk desk, String nonce);

  /** The desk has gone. */
  void leave(Desk desk);
}
