package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.Ratio;
import java.util.List;

/** {@code data.age}: time since a node's last good answer was asked for. */
record DataAgeGauge(NodeTracker node) implements Gauge {
  @Override
  public boolean present() {
    return node.liveness().everAnswered();
  }

  @Override
  public long numerator(long nowNanos) {
    return node.liveness().dataAgeNanos(nowNanos);
  }

  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return Deadlines.after(node.liveness().lastSentNanos(), threshold.num() / threshold.den());
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return List.of(node.plan().id());
  }

  @Override
  public void subscribe(Runnable onChange) {
    node.measured().subscribe(onChange);
  }
}
