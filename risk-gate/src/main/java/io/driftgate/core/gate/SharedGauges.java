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
  /** What makes two gauges the same. */
  private record Measured(Metric metric, Scope scope, long windowNanos, int minSamples) {}

  private record Entry(ChainId chain, SharedGauge gauge) {}

  private final Map<Measured, Entry> gauges = new LinkedHashMap<>();

  SharedGauge of(BoundPlan bound, ChainTracker chain, Scope scope) {
    Measured measured =
        new Measured(bound.metric(), scope, bound.windowNanos(), bound.minSamples());
    return of(measured, chain);
  }

  /** How many nodes of a scope are heard of. */
  SharedGauge observers(ChainTracker chain, Scope scope) {
    return of(new Measured(Metric.OBSERVERS, scope, 0, BoundPlan.DEFAULT_MIN_SAMPLES), chain);
  }

  private SharedGauge of(Measured measured, ChainTracker chain) {
    Entry entry = gauges.get(measured);
    if (entry == null) {
      Gauge gauge = Gauges.of(measured.metric(), chain, measured.scope());
      entry = new Entry(chain.plan().id(), new SharedGauge(gauge));
      gauges.put(measured, entry);
    }
    return entry.gauge();
  }

  /** Forgets all gauges of these chains, which have other nodes now. */
  void endOn(Set<ChainId> changed) {
    gauges.values().stream()
        .filter(entry -> changed.contains(entry.chain()))
        .forEach(entry -> entry.gauge().end());
    gauges.values().removeIf(entry -> entry.gauge().gone());
  }

  /** Forgets what nobody reads any more. */
  void endUnread() {
    gauges.values().stream()
        .filter(entry -> entry.gauge().unread())
        .forEach(entry -> entry.gauge().end());
    gauges.values().removeIf(entry -> entry.gauge().gone());
  }

  int size() {
    return gauges.size();
  }
}
