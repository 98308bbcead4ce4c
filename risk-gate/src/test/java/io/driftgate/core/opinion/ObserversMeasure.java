package io.driftgate.core.opinion;

/** {@code observers}: nodes not UNKNOWN. */
record ObserversMeasure(Members members) implements Measure {
  @Override
  public Value value() {
    long count = 0;
    for (NodeOpinion node : members.counted()) {
      count += node.history.isAlive(members.nowNanos()) ? 1 : 0;
    }
    return Value.of(count);
  }
}
