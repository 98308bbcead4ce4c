package io.driftgate.core.gate;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.ShadowPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Who is on: the markets and shadows of the plan, the legs that they share, and their order. */
final class Roster {
  /** A market and, for shadows, the policy; markets come first, then all in order of id. */
  private record Key(boolean shadow, MarketId market, String policy) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int kind = Boolean.compare(shadow, other.shadow);
      int id = kind != 0 ? kind : market.compareTo(other.market);
      return id != 0 ? id : policy.compareTo(other.policy);
    }
  }

  private final Legs legs;
  private final Journal journal;
  private final Deadlines deadlines;
  private final MarketListener listener;
  private final BitSet marked = new BitSet();
  private final TreeMap<Key, Entry> byKey = new TreeMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<ChainWatch> watches = new ArrayList<>();
  private Map<ChainId, ChainTracker> chains = Map.of();

  Roster(Legs legs, Journal journal, Deadlines deadlines, MarketListener listener) {
    this.legs = legs;
    this.journal = journal;
    this.deadlines = deadlines;
    this.listener = listener;
  }

  Legs legs() {
    return legs;
  }

  /**
   * Becomes that of a plan: who is not in it is told to be closed and leaves; who stays on chains
   * that did not change keeps everything; who stays otherwise gets new legs; the others begin.
   */
  void become(
      List<MarketPlan> markets,
      List<ShadowPlan> shadows,
      Map<ChainId, ChainTracker> newChains,
      Set<ChainId> changed,
      Stamp now) {
    Map<Key, MarketPlan> wanted = wanted(markets, shadows);
    byKey.entrySet().removeIf(on -> !wanted.containsKey(on.getKey()) && leaves(on.getValue(), now));
    legs.endOn(changed);
    chains = newChains;
    wanted.forEach((key, plan) -> admit(key, plan, changed, now));
    Set<Leg> used = new HashSet<>();
    byKey.values().forEach(entry -> used.addAll(entry.gate().legs()));
    legs.endAllBut(used);
    line();
  }

  private static Map<Key, MarketPlan> wanted(List<MarketPlan> markets, List<ShadowPlan> shadows) {
    Map<Key, MarketPlan> wanted = new TreeMap<>();
    markets.forEach(market -> wanted.put(new Key(false, market.id(), ""), market));
    for (ShadowPlan shadow : shadows) {
      MarketPlan live = wanted.get(new Key(false, shadow.market(), ""));
      wanted.put(new Key(true, shadow.market(), shadow.policy().id()), shadow.over(live));
    }
    return wanted;
  }

  private static boolean leaves(Entry entry, Stamp now) {
    entry.gate().stop("REMOVED", now);
    entry.gate().end();
    return true;
  }

  private void admit(Key key, MarketPlan plan, Set<ChainId> changed, Stamp now) {
    Entry entry = byKey.get(key);
    if (entry == null) {
      byKey.put(key, begin(key, plan, now));
    } else if (!entry.plan().equals(plan) || isOn(plan, changed)) {
      entry.become(plan);
      entry.gate().adopt(legs(plan));
    }
  }

  private Entry begin(Key key, MarketPlan plan, Stamp now) {
    Entry entry = new Entry(plan, marked);
    MarketGate.Events events =
        key.shadow() ? new ShadowEvents(key.policy(), listener) : new LiveEvents(listener);
    entry.become(
        new MarketGate(
            plan.id(), legs(plan), journal, now.wallMs(), deadlines, entry::mark, events));
    return entry;
  }

  private boolean isOn(MarketPlan plan, Set<ChainId> changed) {
    return plan.legs().stream()
        .anyMatch(leg -> changed.contains(chainOf(leg.target()).plan().id()));
  }

  private List<Leg> legs(MarketPlan plan) {
    return plan.legs().stream().map(leg -> legs.of(leg, chainOf(leg.target()))).toList();
  }

  private ChainTracker chainOf(Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> chains.get(new ChainId(scope.target()));
      case CLUSTER -> chainWith(node -> node.plan().cluster().equals(scope.target()));
      case NODE -> chainWith(node -> node.plan().id().equals(new NodeId(scope.target())));
      case FAMILY, OPERATOR -> throw new IllegalArgumentException(scope + " is no leg");
    };
  }

  private ChainTracker chainWith(Predicate<NodeTracker> isIt) {
    return chains.values().stream()
        .filter(chain -> chain.nodes().stream().anyMatch(isIt))
        .findFirst()
        .orElseThrow();
  }

  /** Everybody takes a place, and is told by chains and legs from now on. */
  private void line() {
    entries.clear();
    watches.clear();
    marked.clear();
    legs.all().forEach(leg -> leg.markets().clear());
    for (ChainTracker chain : chains.values()) {
      ChainWatch watch = new ChainWatch(chain);
      watches.add(watch);
      legs.all().stream().filter(leg -> leg.chain() == chain).forEach(watch::add);
    }
    byKey.values().forEach(this::line);
  }

  private void line(Entry entry) {
    entry.moveTo(entries.size());
    entries.add(entry);
    entry.gate().legs().forEach(leg -> leg.markets().add(entry));
    for (ChainWatch watch : watches) {
      if (entry.gate().legs().stream().anyMatch(leg -> leg.chain() == watch.chain())) {
        watch.add(entry);
      }
    }
  }

  /** Finds out whom this step concerns, and marks them. */
  void look(long nowNanos) {
    for (int i = 0; i < watches.size(); i++) {
      watches.get(i).look();
    }
    legs.refresh(nowNanos);
  }

  /** The places of those who have to be looked at. */
  BitSet marked() {
    return marked;
  }

  Entry entry(int place) {
    return entries.get(place);
  }

  /** Markets, then shadows. */
  List<Entry> entries() {
    return entries;
  }

  Optional<Entry> find(MarketId id) {
    return Optional.ofNullable(byKey.get(new Key(false, id, "")));
  }

  List<Entry> markets() {
    return byKey.entrySet().stream()
        .filter(on -> !on.getKey().shadow())
        .map(Map.Entry::getValue)
        .toList();
  }

  List<Entry> shadows() {
    return byKey.entrySet().stream()
        .filter(on -> on.getKey().shadow())
        .map(Map.Entry::getValue)
        .toList();
  }
}
