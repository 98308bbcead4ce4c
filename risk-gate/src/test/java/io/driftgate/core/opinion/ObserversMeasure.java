package io.driftgate.core.opinion;

import io.driftgate.core.view.NodeState;

/** {@code observers}: nodes not UNKNOWN. */
record ObserversMeasure(Members members) implements Measure {
  @Override
  public Value value() {
    long count = 0;
    for (NodeOpinion node : members.counted()) {
      count += node.state == NodeState.UNKNOWN ? 0 : 1;
    }
    return Value.of(count);
  }
}
