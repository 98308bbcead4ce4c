package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** One leg of a market: its bounds, and the conditions that close it whatever they say (§6.4). */
final class Leg {
  private final MarketPlan.Leg plan;
  private final ChainTracker chain;
  private final Members members;
  private final List<Bound> bounds;

  Leg(MarketPlan.Leg plan, ChainTracker chain, List<Bound> bounds) {
    this.plan = plan;
    this.chain = chain;
    this.bounds = List.copyOf(bounds);
    members = Members.of(chain, plan.target());
  }

  /** Refreshes its bounds; returns whether any reads differently. */
  boolean refresh(long nowNanos) {
    boolean changed = false;
    for (int i = 0; i < bounds.size(); i++) {
      changed |= bounds.get(i).refresh(nowNanos);
    }
    return changed;
  }

  ChainTracker chain() {
    return chain;
  }

  PolicyPlan policy() {
    return plan.policy();
  }

  boolean asksFor(Level level) {
    if (closedByCondition() && conditionsAskFor(level)) {
      return true;
    }
    for (int i = 0; i < bounds.size(); i++) {
      if (bounds.get(i).exceeds(level)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing is in the way of relaxing from this level. */
  boolean isClear(Level level) {
    if (closedByCondition() && conditionsAskFor(level)) {
      return false;
    }
    for (int i = 0; i < bounds.size(); i++) {
      if (!bounds.get(i).isClear(level)) {
        return false;
      }
    }
    return true;
  }

  boolean has(Level level) {
    return bounds.stream().anyMatch(bound -> bound.has(level));
  }

  /** Unknown is closed for quotes; liquidations follow the policy. */
  private boolean conditionsAskFor(Level level) {
    return switch (level) {
      case WIDEN -> false;
      case WITHDRAW -> true;
      case PAUSE -> policy().pauseOnUnknown();
    };
  }

  private boolean closedByCondition() {
    return !chain.hasQuorum() || !chain.warm() || nodeIsOut() || nobodyObserves();
  }

  private boolean nodeIsOut() {
    return plan.target().over() == Metric.Over.NODE && !fit(members.nodes().get(0));
  }

  private static boolean fit(NodeTracker node) {
    return !node.drained()
        && (node.state() == NodeState.IN_SYNC || node.state() == NodeState.LAGGING);
  }

  private boolean nobodyObserves() {
    List<NodeTracker> nodes = members.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).alive()) {
        return false;
      }
    }
    return true;
  }

  /** Why it asks for a level, conditions first. */
  List<Reason> reasons(Level level, long nowNanos) {
    List<Reason> reasons = new ArrayList<>();
    if (conditionsAskFor(level)) {
      conditions(reasons);
    }
    for (Bound bound : bounds) {
      bound.reason(level, Limit.Reading.EXCEEDED, nowNanos).ifPresent(reasons::add);
    }
    return reasons;
  }

  /** What keeps it from counting as clear though nothing is exceeded. */
  List<Reason> hesitations(Level level, long nowNanos) {
    return bounds.stream()
        .flatMap(bound -> bound.reason(level, Limit.Reading.UNCLEAR, nowNanos).stream())
        .toList();
  }

  private void conditions(List<Reason> reasons) {
    if (!chain.hasQuorum()) {
      reasons.add(condition("NO_QUORUM", unfit(chain.nodes())));
    }
    if (!chain.warm()) {
      reasons.add(condition("WARMING_UP", List.of()));
    }
    if (nodeIsOut()) {
      NodeTracker node = members.nodes().get(0);
      String out = node.drained() ? "DRAINED" : node.state().name();
      reasons.add(condition("NODE_" + out, List.of(node.plan().id())));
    } else if (nobodyObserves()) {
      reasons.add(condition("NO_OBSERVER", unfit(members.nodes())));
    }
  }

  private static List<NodeId> unfit(List<NodeTracker> nodes) {
    return nodes.stream()
        .filter(node -> !fit(node))
        .limit(Reason.MAX_NODES)
        .map(node -> node.plan().id())
        .toList();
  }

  private Reason condition(String name, List<NodeId> nodes) {
    OptionalDouble none = OptionalDouble.empty();
    return new Reason(name, plan.target().toString(), "condition", none, none, none, "", nodes);
  }

  List<Bound> bounds() {
    return bounds;
  }

  MarketRow.Leg view() {
    Quotes quotes =
        asksFor(Level.WITHDRAW)
            ? Quotes.WITHDRAW
            : asksFor(Level.WIDEN) ? Quotes.WIDEN : Quotes.OPEN;
    return new MarketRow.Leg(
        plan.target().toString(),
        policy().id(),
        quotes,
        asksFor(Level.PAUSE) ? Liquidations.PAUSED : Liquidations.ENABLED);
  }
}
