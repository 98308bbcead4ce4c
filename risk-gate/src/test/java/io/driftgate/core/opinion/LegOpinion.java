package io.driftgate.core.opinion;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.ArrayList;
import java.util.List;

/** One leg: its bounds, and what its chain's condition asks for (semantics §6). */
final class LegOpinion {
  final Scope target;
  final PolicyPlan policy;
  final ChainOpinion chain;
  final List<BoundOpinion> bounds = new ArrayList<>();
  private final Members members;

  LegOpinion(MarketPlan.Leg leg, ChainOpinion chain, WallOpinion wall) {
    target = leg.target();
    policy = leg.policy();
    this.chain = chain;
    members = new Members(chain, target);
    for (BoundPlan bound : policy.bounds()) {
      Scope scope = PlanRules.effectiveScope(bound, target, chain.plan);
      Measure measure = Measures.of(bound, scope, chain, wall);
      bounds.add(new BoundOpinion(bound, policy, measure, chain, wall));
    }
  }

  /** Bounds that are equal in the plan before keep everything. */
  void keepsOf(List<LegOpinion> before) {
    for (BoundOpinion bound : bounds) {
      before.stream()
          .filter(leg -> leg.target.equals(target))
          .flatMap(leg -> leg.bounds.stream())
          .filter(old -> old.plan.equals(bound.plan))
          .findFirst()
          .ifPresent(bound::keepsOf);
    }
  }

  /** Unknown is closed. */
  boolean isUnknown() {
    return !chain.conditions().isEmpty() || !hasObserver();
  }

  private boolean hasObserver() {
    return switch (target.over()) {
      case NODE -> members.only().isGood() && !isDrained(members.only());
      case CHAIN -> chain.observers > 0;
      case CLUSTER, FAMILY, OPERATOR ->
          members.counted().stream().anyMatch(node -> node.history.isAlive(chain.nowNanos));
    };
  }

  private boolean isDrained(NodeOpinion node) {
    return node.history.isDrained(chain.nowNanos);
  }

  boolean asksFor(Level level) {
    return bounds.stream().anyMatch(bound -> bound.isExceeded(level)) || closes(level);
  }

  private boolean closes(Level level) {
    return switch (level) {
      case WIDEN -> false;
      case WITHDRAW -> isUnknown();
      case PAUSE -> isUnknown() && policy.pauseOnUnknown();
    };
  }

  boolean isClear(Level level) {
    return bounds.stream().allMatch(bound -> bound.isClear(level)) && !closes(level);
  }

  Quotes quotes() {
    if (asksFor(Level.WITHDRAW)) {
      return Quotes.WITHDRAW;
    }
    return asksFor(Level.WIDEN) ? Quotes.WIDEN : Quotes.OPEN;
  }

  Liquidations liquidations() {
    return asksFor(Level.PAUSE) ? Liquidations.PAUSED : Liquidations.ENABLED;
  }
}
