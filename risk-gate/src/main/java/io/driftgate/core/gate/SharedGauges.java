package io.driftgate.core.gate;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One gauge for each thing that is measured, whatever the thresholds on it. */
final class SharedGauges {
  /** What makes two gauges the same; a family or operator is that of a chain. */
  private record Measured(
      ChainId chain, Metric metric, Scope scope, long windowNanos, int minSamples) {}

  private final Map<Measured, SharedGauge> gauges = new LinkedHashMap<>();

  SharedGauge of(BoundPlan bound, ChainTracker chain, Scope scope) {
    Measured measured =
        new Measured(
            chain.plan().id(), bound.metric(), scope, bound.windowNanos(), bound.minSamples());
    return gauges.computeIfAbsent(
        measured, unmeasured -> new SharedGauge(Gauges.of(bound, chain, scope)));
  }

  /** How many nodes of a scope are heard of. */
  SharedGauge observers(ChainTracker chain, Scope scope) {
    Measured measured =
        new Measured(chain.plan().id(), Metric.OBSERVERS, scope, 0, BoundPlan.DEFAULT_MIN_SAMPLES);
    return gauges.computeIfAbsent(
        measured, unmeasured -> new SharedGauge(Gauges.observers(chain, scope)));
  }

  /** Forgets all gauges of these chains, which have other nodes now. */
  void endOn(Set<ChainId> changed) {
    gauges.forEach(
        (measured, gauge) -> {
          if (changed.contains(measured.chain())) {
            gauge.end();
          }
        });
    gauges.values().removeIf(SharedGauge::gone);
  }

  /** Forgets what nobody reads any more. */
  void endUnread() {
    gauges.values().stream().filter(SharedGauge::unread).forEach(SharedGauge::end);
    gauges.values().removeIf(SharedGauge::gone);
  }
}
