package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.PercentileReading;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Recorded;
import java.util.List;

/**
 * {@code drift.p…} and {@code round.trip.p…}: a percentile of what a scope recorded within the
 * bound's window. With fewer blocks than {@code minSamples} it reads 0, which is clear.
 */
record PercentileGauge(PercentileReading reading) implements Gauge {

  static PercentileGauge of(Recorded recorded, BoundPlan bound, ChainTracker chain, Scope scope) {
    return new PercentileGauge(
        chain.histograms().reading(recorded, kind(scope.over()), scope.target(), bound));
  }

  private static HistogramQuery.Scope kind(Metric.Over over) {
    return switch (over) {
      case NODE -> HistogramQuery.Scope.NODE;
      case CLUSTER -> HistogramQuery.Scope.CLUSTER;
      case FAMILY -> HistogramQuery.Scope.FAMILY;
      case OPERATOR -> HistogramQuery.Scope.OPERATOR;
      case CHAIN -> HistogramQuery.Scope.CHAIN;
    };
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public boolean measured() {
    return reading.hasEnough();
  }

  @Override
  public long numerator(long nowNanos) {
    return reading.nanos();
  }

  /** Time alone changes what is in the window: the window itself tells when. */
  @Override
  public long exceedsAtNanos(Ratio threshold, long nowNanos) {
    return Deadlines.NEVER;
  }

  @Override
  public long uncertaintyNanos(long nowNanos) {
    return reading.uncertaintyNanos();
  }

  @Override
  public List<NodeId> evidence(long nowNanos) {
    return reading.evidence();
  }

  @Override
  public void subscribe(Runnable onChange) {
    reading.changed().subscribe(onChange);
  }
}
