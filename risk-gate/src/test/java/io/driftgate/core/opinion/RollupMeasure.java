package io.driftgate.core.opinion;

import io.driftgate.core.fact.RollupObserved;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** The smallest value that a quorum does not exceed (definitions, Metrics). */
record RollupMeasure(ChainOpinion chain, ToLongFunction<RollupObserved> word, long unit)
    implements Measure {
  @Override
  public Value value() {
    TreeSet<Long> said = new TreeSet<>();
    chain.nodes.forEach(node -> said.add(newest(node.history)));
    said.remove(RollupObserved.UNSAID);
    for (long value : said) {
      if (chain.quorum.isSatisfiedBy(notAbove(value))) {
        return Value.of(value * unit);
      }
    }
    return Value.NONE;
  }

  private long notAbove(long value) {
    long mask = 0;
    for (NodeOpinion node : chain.nodes) {
      long said = newest(node.history);
      mask |= said != RollupObserved.UNSAID && said <= value ? Quorum.bit(node.history) : 0;
    }
    return mask & chain.vouching.vouching();
  }

  /** A word is replaced by one with the same or a later stamp, which may leave the lag out. */
  private long newest(NodeHistory node) {
    RollupObserved last = null;
    for (RollupObserved said : node.rollups) {
      if (last == null || said.received().nanos() >= last.received().nanos()) {
        last = said;
      }
    }
    return last == null ? RollupObserved.UNSAID : word.applyAsLong(last);
  }
}
