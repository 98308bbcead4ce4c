package io.driftgate.collector;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.NodeId;
import java.util.List;

/** Which headers the core would know links by (semantics §3, jumps over heights). */
@FunctionalInterface
public interface MissingHeaders {
  /** No header is ever fetched. */
  MissingHeaders NONE = node -> List.of();

  /** Those missing on a node's chain now, at most a few; called on the loop. */
  List<BlockRef> of(NodeId node);
}
