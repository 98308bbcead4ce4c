package io.driftgate.collector.protocol;

import java.util.List;
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
   * Targets of the event stream by which its nodes push, each below the node's HTTP address; one
   * that is refused by its status gives way to the next. Empty where they push over a WebSocket.
   */
  default List<String> eventStreams() {
    return List.of();
  }

  /** What its nodes push. */
  default Pushes pushes() {
    return Pushes.HEADS;
  }

  /** The conversation on one new connection that pushes; never called where nothing is pushed. */
  Subscription subscribe(Watched chain);
}
