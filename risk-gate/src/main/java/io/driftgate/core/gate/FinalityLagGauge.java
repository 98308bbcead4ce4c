package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Unit;
import io.driftgate.core.signal.Reason;
import java.util.Comparator;
import java.util.List;

/** {@code finality.lag}: reference − finalized, in blocks or in the difference of timestamps. */
record FinalityLagGauge(ChainTracker chain, Unit unit) implements Gauge {
  private static final long NANOS_PER_MS = 1_000_000;

  @Override
  public boolean present() {
    return chain.readout().finalityKnown() && value() != NodeTracker.NO_VALUE;
  }

  @Override
  public long numerator(long nowNanos) {
    return unit == Unit.MS ? value() * NANOS_PER_MS : value();
  }

  private long value() {
    return unit == Unit.MS ? chain.readout().finalityLagMs() : chain.readout().finalityLagBlocks();
  }

  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return Deadlines.NEVER;
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return lowestFinalized(chain);
  }

  /** Who holds finality back, most of all first. */
  static List<NodeId> lowestFinalized(ChainTracker chain) {
    return chain.nodes().stream()
        .filter(NodeTracker::votes)
        .sorted(Comparator.comparingLong(node -> node.finalized().height()))
        .limit(Reason.MAX_NODES)
        .map(node -> node.plan().id())
        .toList();
  }

  @Override
  public void subscribe(Runnable onChange) {
    chain.topics().finality().subscribe(onChange);
  }
}
