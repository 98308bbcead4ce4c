package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.Ratio;
import java.util.List;

/** {@code finality.staleness}: time since the finalized block rose. */
record FinalityStalenessGauge(ChainTracker chain) implements Gauge {
  @Override
  public boolean present() {
    return chain.readout().finalityKnown();
  }

  @Override
  public long numerator(long nowNanos) {
    return nowNanos - chain.readout().finalityRoseNanos();
  }

  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return Deadlines.after(chain.readout().finalityRoseNanos(), threshold.num() / threshold.den());
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return FinalityLagGauge.lowestFinalized(chain);
  }

  @Override
  public void subscribe(Runnable onChange) {
    chain.topics().finality().subscribe(onChange);
  }
}
