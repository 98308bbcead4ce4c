package io.driftgate.collector.protocol;

import java.util.Optional;

/** One node protocol. Stateless; any thread. */
public interface Protocol {
  /** Its name in the configuration. */
  String name();

  /** The most bytes that one answer or message may have. */
  int maxBytes();

  /**
   * Says what a chain id of this protocol looks like, if this is none; in words that end a sentence
   * beginning "chainId must be".
   */
  Optional<String> objectionTo(String chainId);

  /** How one node is polled. */
  Probe probe(Watched chain);

  /**
   * The target of the event stream by which its nodes push; empty where they push over a WebSocket.
   */
  default Optional<String> eventStream() {
    return Optional.empty();
  }

  /** The conversation on one new connection that pushes. */
  Subscription subscribe(Watched chain);
}
