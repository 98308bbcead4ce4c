package io.driftgate.core.gate;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.view.BoundReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The legs that markets and shadows share: one for each target and policy. */
final class Legs {
  /** A bound, whatever its policy. */
  private record BoundKey(Scope leg, BoundPlan plan) {}

  private final Deadlines deadlines;
  private final SharedGauges gauges = new SharedGauges();
  private final Map<MarketPlan.Leg, Leg> legs = new LinkedHashMap<>();
  private final List<Leg> agenda = new ArrayList<>();
  private final Map<BoundKey, Bound> before = new HashMap<>();

  Legs(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /** The leg of such a plan on its chain; made if nobody has it yet. */
  Leg of(MarketPlan.Leg plan, ChainTracker chain) {
    Leg leg = legs.get(plan);
    if (leg == null) {
      leg = make(plan, chain);
      legs.put(plan, leg);
    }
    return leg;
  }

  private Leg make(MarketPlan.Leg plan, ChainTracker chain) {
    SharedGauge observers = gauges.observers(chain, plan.target());
    Conditions conditions = new Conditions(plan.target(), chain, observers);
    Leg leg = new Leg(plan, chain, conditions, agenda);
    for (BoundPlan bound : plan.policy().bounds()) {
      leg.add(bound(plan, bound, leg));
    }
    return leg;
  }

  private Bound bound(MarketPlan.Leg plan, BoundPlan boundPlan, Leg leg) {
    ChainTracker chain = leg.chain();
    Scope scope = PlanRules.effectiveScope(boundPlan, plan.target(), chain.plan());
    SharedGauge gauge = gauges.of(boundPlan, chain, scope);
    Bound bound = new Bound(plan.policy(), boundPlan, plan.target(), gauge, deadlines, leg);
    Bound equal = before.get(new BoundKey(plan.target(), boundPlan));
    if (equal != null) {
      bound.succeed(equal);
    }
    return bound;
  }

  /** Refreshes what changed, and so marks the markets that have to be looked at. */
  void refresh(long nowNanos) {
    for (int i = 0; i < agenda.size(); i++) {
      agenda.get(i).refresh(nowNanos);
    }
    agenda.clear();
  }

  /**
   * A swap begins: legs on these chains, whose plan or nodes are others now, end; until {@link
   * #endAllBut} new bounds take over what equal ones have read.
   */
  void endOn(Set<ChainId> changed) {
    for (Leg leg : legs.values()) {
      leg.bounds().forEach(bound -> before.put(new BoundKey(bound.leg(), bound.plan()), bound));
    }
    endAll(
        legs.values().stream().filter(leg -> changed.contains(leg.chain().plan().id())).toList());
    gauges.endOn(changed);
  }

  /** The swap is over: what no market has any more ends. */
  void endAllBut(Set<Leg> used) {
    endAll(legs.values().stream().filter(leg -> !used.contains(leg)).toList());
    gauges.endUnread();
    before.clear();
  }

  private void endAll(List<Leg> ending) {
    ending.forEach(Leg::end);
    legs.values().removeAll(ending);
    agenda.removeAll(ending);
  }

  /** Shows what each bound of each leg reads. */
  void show(BoundReader reader, long nowNanos) {
    for (Leg leg : legs.values()) {
      for (Bound bound : leg.bounds()) {
        bound.show(reader, nowNanos);
      }
    }
  }

  /** In the order in which they were made. */
  Collection<Leg> all() {
    return legs.values();
  }
}
