package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.Ratio;
import java.util.List;

/**
 * {@code head.staleness}: time since the reference rose; 0 while a chain that may be quiet owes no
 * block.
 */
record StalenessGauge(ChainTracker chain) implements Gauge {
  @Override
  public boolean present() {
    return chain.readout().lastRiseNanos() != Deadlines.NEVER;
  }

  @Override
  public long numerator(long nowNanos) {
    long since = chain.staleness().sinceNanos();
    return since == Deadlines.NEVER ? 0 : nowNanos - since;
  }

  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return Deadlines.after(chain.staleness().sinceNanos(), threshold.num() / threshold.den());
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return List.of();
  }

  @Override
  public void subscribe(Runnable onChange) {
    chain.topics().reference().subscribe(onChange);
  }
}
