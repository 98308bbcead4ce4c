package io.driftgate.app.probe;

import io.driftgate.core.fact.ProbeFailed;
import java.util.Optional;

/**
 * What came of a node's push.
 *
 * @param failure the last one; present where it failed
 */
public record PushFinding(State state, Optional<ProbeFailed> failure) {
  /** How it stands. */
  public enum State {
    /** Nothing to listen to is configured, or the protocol has none. */
    NONE("none"),
    /** The node confirmed the subscription, and promises heads by it. */
    WORKS("works"),
    /** It brings only hints to poll, and did not fail while the node was asked. */
    HINTS("hints only"),
    /** Neither confirmed nor failed while the node was asked. */
    UNCONFIRMED("unconfirmed"),
    FAILED("failed");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  static PushFinding of(State state) {
    return new PushFinding(state, Optional.empty());
  }

  static PushFinding failed(ProbeFailed why) {
    return new PushFinding(State.FAILED, Optional.of(why));
  }
}
