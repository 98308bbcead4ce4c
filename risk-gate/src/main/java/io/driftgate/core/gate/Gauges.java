package io.driftgate.core.gate;

import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.Unit;
import io.driftgate.core.view.HistogramQuery.Recorded;

/** Which gauge measures which metric. */
final class Gauges {
  private Gauges() {}

  /** How many nodes of a scope are heard of, whether or not anything bounds it. */
  static Gauge observers(ChainTracker chain, Scope scope) {
    return new WeightGauge(Metric.OBSERVERS, Members.of(chain, scope));
  }

  static Gauge of(BoundPlan plan, ChainTracker chain, Scope scope) {
    Metric metric = plan.metric();
    return switch (metric) {
      case HEAD_STALENESS -> new StalenessGauge(chain);
      case FINALITY_LAG -> new FinalityLagGauge(chain, Unit.BLOCKS);
      case FINALITY_LAG_MS -> new FinalityLagGauge(chain, Unit.MS);
      case BEHIND, HEAD_LAG -> new MedianGauge(metric, Members.of(chain, scope));
      case DIVERGED, QUORUM_AGREEMENT, OBSERVERS ->
          new WeightGauge(metric, Members.of(chain, scope));
      case FINALITY_STALENESS -> new FinalityStalenessGauge(chain);
      case HEAD_AGE -> new HeadAgeGauge(chain.headAge());
      case DATA_AGE -> new DataAgeGauge(Members.of(chain, scope).nodes().get(0));
      case REORG_DEPTH -> new ReorgGauge(chain, plan.windowNanos());
      case L1_ORIGIN_LAG -> new RollupGauge(chain, RollupObserved::originLagBlocks, 1);
      case L1_ORIGIN_LAG_MS ->
          new RollupGauge(chain, RollupObserved::originLagMs, Unit.MS.inside());
      case BATCH_LAG -> new RollupGauge(chain, RollupObserved::batchLagBlocks, 1);
      case BATCH_LAG_MS -> new RollupGauge(chain, RollupObserved::batchLagMs, Unit.MS.inside());
      case DRIFT_P50, DRIFT_P90, DRIFT_P95, DRIFT_P99, DRIFT_P999 ->
          PercentileGauge.of(Recorded.ARRIVAL_DRIFT, plan, chain, scope);
      case ROUND_TRIP_P50, ROUND_TRIP_P90, ROUND_TRIP_P95, ROUND_TRIP_P99, ROUND_TRIP_P999 ->
          PercentileGauge.of(Recorded.ROUND_TRIP, plan, chain, scope);
    };
  }
}
