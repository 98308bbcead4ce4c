package io.driftgate.feed.desk;

import java.util.Optional;

/** What a desk asks of the gate loop. Called on the desk's loop; answers come through its room. */
public interface GateSide {
  /** Answered by {@link Desk#onTable}: a snapshot, or what came after {@code since}. */
  void subscribe(Desk desk, Subscription subscription, Optional<Since> since);

  /** Answered by {@link Desk#onGrant}, or not at all once the gate is stopping. */
  void renew(Desk desk, String nonce);

  /** The desk has acted on a market's version. Answered only if it was never sent that. */
  void acknowledge(Desk desk, String market, long version);

  /** The desk has gone. */
  void leave(Desk desk);
}
