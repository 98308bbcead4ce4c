package io.driftgate.dashboards;

import io.driftgate.core.signal.GateSignal;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Counts transitions and how long they took. Safe to use from any thread. */
final class TransitionTally {
  private static final double NANOS_PER_SECOND = 1e9;

  /** 10 µs to 1 s: a decision is a few µs of work, and what exceeds a second is a stall. */
  private static final double[] DECISION_UPPER_SECONDS = {
    0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1
  };

  private final Counter transitions =
      Counter.builder()
          .name(ExportedMetric.TRANSITIONS.fullName())
          .help(ExportedMetric.TRANSITIONS.help())
          .labelNames(ExportedMetric.TRANSITIONS.labels().toArray(String[]::new))
          .withoutExemplars()
          .build();
  private final Histogram decisions =
      Histogram.builder()
          .name(ExportedMetric.DECISION_SECONDS.fullName())
          .help(ExportedMetric.DECISION_SECONDS.help())
          .unit(ExportedMetric.DECISION_SECONDS.metadata().getUnit())
          .classicOnly()
          .classicUpperBounds(DECISION_UPPER_SECONDS)
          .withoutExemplars()
          .build();

  void count(GateSignal signal, long decisionNanos) {
    transitions
        .labelValues(
            signal.market().value(), signal.quotesTo().name(), signal.liquidationsTo().name())
        .inc();
    decisions.observe(decisionNanos / NANOS_PER_SECOND);
  }

  List<MetricSnapshot> snapshots() {
    return List.of(transitions.collect(), decisions.collect());
  }
}
