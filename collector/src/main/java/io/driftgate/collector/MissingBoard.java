package io.driftgate.collector;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the core's loop last said of missing headers, for loops that may not ask it. Read on any
 * thread; brought up to date on the core's loop, for chains that were asked for.
 */
final class MissingBoard implements MissingHeaders {
  private final MissingHeaders core;

  /** Of each node the one that stands for its chain. */
  private volatile Map<NodeId, NodeId> deputies = Map.of();

  private final Set<NodeId> asked = ConcurrentHashMap.newKeySet();
  private final Map<NodeId, List<BlockRef>> known = new ConcurrentHashMap<>();

  MissingBoard(MissingHeaders core, List<NodeEndpoint> nodes) {
    this.core = core;
    become(nodes);
  }

  /** From now on it is for these nodes. On the core's loop. */
  final void become(List<NodeEndpoint> nodes) {
    Map<NodeId, NodeId> all = new HashMap<>();
    Map<String, NodeId> first = new HashMap<>();
    for (NodeEndpoint node : nodes) {
      NodeId deputy = first.computeIfAbsent(node.chainKey(), chain -> node.node());
      all.put(node.node(), deputy);
    }
    known.clear();
    deputies = all;
  }

  @Override
  public List<BlockRef> of(NodeId node) {
    NodeId deputy = deputies.get(node);
    if (deputy == null) {
      return List.of(); // it is about to be let go of
    }
    asked.add(deputy);
    return known.getOrDefault(deputy, List.of());
  }

  /** On the core's loop. */
  void refresh() {
    for (NodeId deputy : List.copyOf(asked)) {
      asked.remove(deputy);
      known.put(deputy, List.copyOf(core.of(deputy)));
    }
  }
}
