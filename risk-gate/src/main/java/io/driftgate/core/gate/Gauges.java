package io.driftgate.core.gate;

import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.Unit;
import io.driftgate.core.view.HistogramQuery.Recorded;

/** Which gauge measures which metric. */
final class Gauges {
  private Gauges() {}

  static Gauge of(BoundPlan bound, ChainTracker chain, Scope scope) {
    Metric metric = bound.metric();
    return switch (metric) {
      case HEAD_STALENESS -> new StalenessGauge(chain);
      case FINALITY_LAG -> new FinalityLagGauge(chain, Unit.BLOCKS);
      case FINALITY_LAG_MS -> new FinalityLagGauge(chain, Unit.MS);
      case BEHIND, HEAD_LAG -> new MedianGauge(metric, Members.of(chain, scope));
      case DIVERGED, QUORUM_AGREEMENT, OBSERVERS ->
          new WeightGauge(metric, Members.of(chain, scope));
      case DRIFT_P50, DRIFT_P90, DRIFT_P95, DRIFT_P99, DRIFT_P999 ->
          PercentileGauge.of(Recorded.ARRIVAL_DRIFT, bound, chain, scope);
      case ROUND_TRIP_P50, ROUND_TRIP_P90, ROUND_TRIP_P95, ROUND_TRIP_P99, ROUND_TRIP_P999 ->
          PercentileGauge.of(Recorded.ROUND_TRIP, bound, chain, scope);
      case FINALITY_STALENESS,
          HEAD_AGE,
          DATA_AGE,
          REORG_DEPTH,
          L1_ORIGIN_LAG,
          L1_ORIGIN_LAG_MS,
          BATCH_LAG,
          BATCH_LAG_MS ->
          throw new UnsupportedOperationException(metric.key());
    };
  }
}
