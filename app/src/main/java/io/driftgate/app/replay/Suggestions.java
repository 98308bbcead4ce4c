package io.driftgate.app.replay;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.Unit;
import io.driftgate.journal.recording.Items;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each bound was held against, looked at before every input: then a value that time drives is
 * at its worst. From that, which thresholds would have tripped how often.
 */
final class Suggestions {
  /** Trips a day that a threshold is looked for. */
  static final List<Double> RATES = List.of(0.1, 1.0, 10.0);

  private final FleetPlan plan;
  private final Map<Key, Bound> bounds = new LinkedHashMap<>();

  /** In the order in which a core shows them; made with each core. */
  private Bound[] shown = {};

  private int next;
  private RiskGate gate;
  private long atNanos;
  private long passedNanos;
  private long spanNanos;

  private record Key(String name, Scope leg) {}

  /** A bound of a leg. */
  record Bound(String name, Scope leg, BoundPlan plan, LevelTrack track) {}

  Suggestions(FleetPlan plan) {
    this.plan = plan;
  }

  void begins(RiskGate next, Stamp at) {
    gate = next;
    atNanos = at.nanos();
    shown = new Bound[0];
  }

  /** An input is about to be told. */
  void before(Object item) {
    Stamp at = Items.stampOf(item).orElseThrow();
    if (at.nanos() > atNanos) {
      gate.onTick(at);
      passedNanos = at.nanos() - atNanos;
      spanNanos += passedNanos;
      atNanos = at.nanos();
      next = 0;
      gate.readBounds(this::take);
    }
  }

  private void take(String name, Scope leg, BoundPlan bound, double value) {
    if (next == shown.length) {
      Bound[] more = new Bound[next + 1];
      System.arraycopy(shown, 0, more, 0, next);
      more[next] = bounds.computeIfAbsent(new Key(name, leg), key -> made(key, bound));
      shown = more;
    }
    shown[next++].track().take(value, passedNanos);
  }

  private Bound made(Key key, BoundPlan bound) {
    Metric metric = bound.metric();
    double most = metric.unit() == Unit.COUNT ? plan.nodes().size() : 1;
    double clear = metric.unit() == Unit.MS ? clear(key.name()).toDouble() : 1;
    return new Bound(key.name(), key.leg(), bound, new LevelTrack(metric, most, clear));
  }

  private Ratio clear(String name) {
    return Stream.concat(
            plan.markets().stream().flatMap(m -> m.legs().stream()).map(MarketPlan.Leg::policy),
            plan.shadows().stream().map(shadow -> shadow.policy()))
        .filter(policy -> name.startsWith(policy.id() + "/"))
        .map(PolicyPlan::recovery)
        .map(recovery -> recovery.clear())
        .findFirst()
        .orElse(Ratio.ONE);
  }

  /** In the order of the plan. */
  List<Bound> bounds() {
    return List.copyOf(bounds.values());
  }

  /** How much core time was looked at. */
  long spanNanos() {
    return spanNanos;
  }
}
