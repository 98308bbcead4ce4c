package io.driftgate.core.gate;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.ShadowPlan;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All markets, in order of id, and which of them a step has to look at. */
public final class MarketGates {
  private final Map<ChainId, ChainTracker> chains;
  private final Deadlines deadlines;
  private final Map<MarketId, Entry> markets = new TreeMap<>();
  private boolean anyStale = true;

  /** A market that is looked at when something it depends on has changed. */
  private static final class Entry {
    private MarketGate gate;
    private boolean stale = true;
  }

  /** Makes the gates of a plan that keeps {@link PlanRules}. */
  public MarketGates(
      List<MarketPlan> plans,
      Map<ChainId, ChainTracker> chains,
      Deadlines deadlines,
      Stamp start,
      MarketGate.Moved moved) {
    this.chains = chains;
    this.deadlines = deadlines;
    for (MarketPlan plan : plans.stream().sorted(Comparator.comparing(MarketPlan::id)).toList()) {
      Entry entry = new Entry();
      List<Leg> legs = plan.legs().stream().map(leg -> leg(leg, entry)).toList();
      entry.gate =
          new MarketGate(plan.id(), legs, start.wallMs(), deadlines, () -> markStale(entry), moved);
      markets.put(plan.id(), entry);
    }
  }

  private Leg leg(MarketPlan.Leg plan, Entry entry) {
    ChainTracker chain = chainOf(plan.target());
    chain.referenceTopic().subscribe(() -> markStale(entry));
    chain.statesTopic().subscribe(() -> markStale(entry));
    List<Bound> bounds =
        plan.policy().bounds().stream().map(bound -> bound(plan, bound, chain, entry)).toList();
    return new Leg(plan, chain, bounds);
  }

  private Bound bound(MarketPlan.Leg leg, BoundPlan plan, ChainTracker chain, Entry entry) {
    Scope scope = PlanRules.effectiveScope(plan, leg.target(), chain.plan());
    Gauge gauge = Gauges.of(plan.metric(), chainOf(scope), scope);
    return new Bound(leg.policy(), plan, leg.target(), gauge, deadlines, () -> markStale(entry));
  }

  private ChainTracker chainOf(Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> chains.get(new ChainId(scope.target()));
      case CLUSTER ->
          nodes()
              .filter(n -> n.plan().cluster().equals(scope.target()))
              .findFirst()
              .orElseThrow()
              .chain();
      case NODE ->
          nodes()
              .filter(n -> n.plan().id().equals(new NodeId(scope.target())))
              .findFirst()
              .orElseThrow()
              .chain();
      case FAMILY, OPERATOR -> throw new IllegalArgumentException(scope + " is of the leg's chain");
    };
  }

  private Stream<NodeTracker> nodes() {
    return chains.values().stream().flatMap(chain -> chain.nodes().stream());
  }

  private void markStale(Entry entry) {
    entry.stale = true;
    anyStale = true;
  }

  /** Chains were swapped below the markets: each looks again. */
  public void replan(
      List<MarketPlan> newMarkets,
      List<ShadowPlan> newShadows,
      Map<ChainId, ChainTracker> newChains,
      Set<ChainId> changed,
      Stamp now) {
    if (!changed.isEmpty()) {
      markets.values().forEach(this::markStale);
    }
  }

  /** Makes every market's outputs what the measurements ask for. */
  public void settle(Stamp now) {
    if (!anyStale) {
      return;
    }
    anyStale = false;
    for (Entry entry : markets.values()) {
      if (entry.stale) {
        entry.stale = false;
        entry.gate.settle(now);
      }
    }
  }

  /** Closes every market for good. */
  public void stop(Stamp now) {
    markets.values().forEach(entry -> entry.gate.stop(now));
  }

  /** In order of id. */
  public Collection<MarketGate> all() {
    return markets.values().stream().map(entry -> entry.gate).toList();
  }

  public Optional<MarketGate> find(MarketId id) {
    return Optional.ofNullable(markets.get(id)).map(entry -> entry.gate);
  }
}
