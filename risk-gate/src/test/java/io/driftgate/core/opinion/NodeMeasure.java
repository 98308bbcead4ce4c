package io.driftgate.core.opinion;

/** {@code behind}, {@code head.lag} and {@code data.age} of one node. */
record NodeMeasure(Of of, ChainOpinion chain, NodeOpinion node) implements Measure {
  /** Which. */
  enum Of {
    BEHIND,
    HEAD_LAG,
    DATA_AGE
  }

  @Override
  public Value value() {
    return switch (of) {
      case BEHIND -> orNone(node.behindNanos(chain.leading, chain.nowNanos));
      case HEAD_LAG -> headLag();
      case DATA_AGE ->
          node.history.dataNanos == Block.NEVER
              ? Value.NONE
              : Value.of(chain.nowNanos - node.history.dataNanos);
    };
  }

  private Value headLag() {
    if (chain.leading == null || !node.history.isAlive(chain.nowNanos)) {
      return Value.NONE;
    }
    return Value.of(chain.leading.height() - node.head(chain.nowNanos).height());
  }

  private static Value orNone(long value) {
    return value == NodeOpinion.NONE ? Value.NONE : Value.of(value);
  }

  @Override
  public void crossings(long limit, Instants out) {
    if (of == Of.BEHIND && node.growsBehind()) {
      out.addLonger(node.lacked.firstSeen(), limit);
    }
    if (of == Of.DATA_AGE && node.history.dataNanos != Block.NEVER) {
      out.addLonger(node.history.dataNanos, limit);
    }
  }
}
