package io.driftgate.core.gate;

import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.Unit;

/** Which gauge measures which metric. */
final class Gauges {
  private Gauges() {}

  static Gauge of(Metric metric, ChainTracker chain, Scope scope) {
    return switch (metric) {
      case HEAD_STALENESS -> new StalenessGauge(chain);
      case FINALITY_LAG -> new FinalityLagGauge(chain, Unit.BLOCKS);
      case FINALITY_LAG_MS -> new FinalityLagGauge(chain, Unit.MS);
      case BEHIND, HEAD_LAG -> new MedianGauge(metric, Members.of(chain, scope));
      case DIVERGED, QUORUM_AGREEMENT, OBSERVERS ->
          new WeightGauge(metric, Members.of(chain, scope));
    };
  }
}
