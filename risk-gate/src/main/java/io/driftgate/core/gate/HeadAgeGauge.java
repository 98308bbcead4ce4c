package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.HeadAge;
import io.driftgate.core.plan.Ratio;
import java.util.List;

/** {@code head.age}: wall time − the reference's timestamp; its instants are of wall time. */
record HeadAgeGauge(HeadAge age) implements Gauge {
  @Override
  public boolean present() {
    return age.present();
  }

  @Override
  public long numerator(long nowNanos) {
    return age.nanos();
  }

  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return age.exceedsAtUnixNanos(threshold.num() / threshold.den());
  }

  @Override
  public Deadlines clock(Deadlines coreTime) {
    return age.instants();
  }

  @Override
  public String doubt() {
    return age.trusted() ? "" : "wall clock not trusted";
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return List.of();
  }

  @Override
  public void subscribe(Runnable onChange) {
    age.subscribe(onChange);
  }
}
