package io.driftgate.core.signal;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.NodeId;
import java.util.Optional;

/**
 * The input in whose step a transition fell.
 *
 * @param kind what kind of input
 * @param node the node it came from, if any
 * @param block the block it showed, or {@link BlockRef#NONE}
 */
public record Cause(Kind kind, Optional<NodeId> node, BlockRef block) {
  /** Time passed. */
  public static final Cause DEADLINE = new Cause(Kind.DEADLINE, Optional.empty(), BlockRef.NONE);

  /** The gate was told to stop. */
  public static final Cause SHUTDOWN = new Cause(Kind.SHUTDOWN, Optional.empty(), BlockRef.NONE);

  /** Kinds of input. */
  public enum Kind {
    HEAD,
    FAILURE,
    PUSH,
    CLIENT,
    HEADER,
    ROLLUP,
    LIVENESS,
    DEADLINE,
    /** A drain or an override. */
    OPERATOR,
    JOURNAL,
    CONFIGURATION,
    SHUTDOWN
  }

  /** An input that is no node's. */
  public static Cause of(Kind kind) {
    return new Cause(kind, Optional.empty(), BlockRef.NONE);
  }

  /** A node's input that showed no block. */
  public static Cause of(Kind kind, NodeId node) {
    return new Cause(kind, Optional.of(node), BlockRef.NONE);
  }
}
