package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.Ratio;
import java.util.List;

/** {@code reorg.depth}: the deepest within a window, 0 for none. */
record ReorgGauge(ChainTracker chain, long windowNanos) implements Gauge {
  @Override
  public boolean present() {
    return true;
  }

  @Override
  public long numerator(long nowNanos) {
    return chain.reorgs().deepest(windowNanos, nowNanos);
  }

  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return Deadlines.NEVER;
  }

  @Override
  public long changesAtNanos(long nowNanos) {
    return chain.reorgs().changesAtNanos(windowNanos, nowNanos);
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
