package io.driftgate.feed.desk;

import java.util.Optional;

/** What a desk's frame can turn out to be. */
interface Requests {
  void subscribe(Subscription subscription, Optional<Since> since);

  void renew(String nonce);

  /** A restriction was acted on. */
  void ack(String market, long version);

  void ping(Optional<String> id);

  /** A token. */
  void auth(String token);

  /** Well-formed, and not to be had: the desk is told and stays. */
  void refuse(String code, String message);

  /** Not a frame of this protocol: the desk is closed with this reason. */
  void bad(String reason);
}
