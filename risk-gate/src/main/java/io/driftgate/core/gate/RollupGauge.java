package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.measure.RollupWords;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Reason;
import java.util.Comparator;
import java.util.List;

/**
 * {@code l1.origin.lag} and {@code batch.lag}: what a quorum says it is at most.
 *
 * @param word which of a node's words
 * @param inside how many of the core's units make one of the word's
 */
record RollupGauge(ChainTracker chain, RollupWords.Word word, long inside) implements Gauge {
  @Override
  public boolean present() {
    return chain.rollup().lag(word) != NodeTracker.NO_VALUE;
  }

  @Override
  public long numerator(long nowNanos) {
    return Math.min(chain.rollup().lag(word), INFINITE / inside - 1) * inside;
  }

  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return Deadlines.NEVER;
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return chain.nodes().stream()
        .filter(NodeTracker::votes)
        .sorted(Comparator.comparingLong(this::said).reversed())
        .limit(Reason.MAX_NODES)
        .map(node -> node.plan().id())
        .toList();
  }

  /** Who says nothing is worst. */
  private long said(NodeTracker node) {
    long said = chain.rollup().said(word, node);
    return said == NodeTracker.NO_VALUE ? Long.MAX_VALUE : said;
  }

  @Override
  public void subscribe(Runnable onChange) {
    chain.rollup().topic().subscribe(onChange);
  }
}
