package io.driftgate.collector;

import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import java.util.Map;

/** Told of each polled head; called on the loop. */
@FunctionalInterface
interface StampDelays {
  StampDelays IGNORED = (fact, healthy) -> {};

  /** A head came, by a poll or pushed; of whom the healthy ones are known. */
  void took(HeadObserved fact, Map<NodeId, HostileNode> healthy);
}
