package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.ShadowPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Draws markets that keep every rule, over all metrics and scopes. */
final class MarketDice {
  private static final int TRIES = 30;
  private static final long SECOND = 1_000_000_000L;

  private final List<ChainPlan> chains;
  private final List<NodePlan> nodes;
  private final Set<Feature> features;

  MarketDice(List<ChainPlan> chains, List<NodePlan> nodes, Set<Feature> features) {
    this.chains = chains;
    this.nodes = nodes;
    this.features = features;
  }

  static MarketId id(int number) {
    return new MarketId("M" + number);
  }

  List<MarketPlan> draw(Dice dice) {
    int count = (int) dice.between(2, 5);
    List<MarketPlan> markets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      markets.add(market(id(i), dice.fork(i)));
    }
    return markets;
  }

  /** A lawful market of that name; after many unlawful ones a simple one. */
  MarketPlan market(MarketId id, Dice dice) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      MarketPlan market = draft(id, dice.fork(1_000 + attempt), attempt);
      if (lawful(market, List.of())) {
        return market;
      }
    }
    Scope target = new Scope(Metric.Over.CHAIN, chains.get(0).id().value());
    return new MarketPlan(
        id, List.of(new MarketPlan.Leg(target, policy(target, 0, dice.fork(3), 0))));
  }

  private boolean lawful(MarketPlan market, List<ShadowPlan> shadows) {
    return PlanRules.check(new FleetPlan(chains, nodes, List.of(market), shadows)).isEmpty();
  }

  private MarketPlan draft(MarketId id, Dice dice, int attempt) {
    int legCount = dice.oneIn(3) ? 2 : 1;
    List<MarketPlan.Leg> legs = new ArrayList<>();
    for (int i = 0; i < legCount; i++) {
      Scope target = target(dice);
      int bounds = Math.max(1, 5 - attempt / 4);
      legs.add(new MarketPlan.Leg(target, policy(target, i, dice, (int) dice.between(1, bounds))));
    }
    return new MarketPlan(id, legs);
  }

  private Scope target(Dice dice) {
    NodePlan node = dice.pick(nodes);
    return switch (dice.below(5)) {
      case 0 -> new Scope(Metric.Over.NODE, node.id().value());
      case 1, 2 ->
          node.cluster().isEmpty()
              ? new Scope(Metric.Over.CHAIN, node.chain().value())
              : new Scope(Metric.Over.CLUSTER, node.cluster());
      default -> new Scope(Metric.Over.CHAIN, node.chain().value());
    };
  }

  private ChainPlan chainOf(Scope target) {
    NodePlan member =
        nodes.stream()
            .filter(
                node ->
                    switch (target.over()) {
                      case NODE -> node.id().value().equals(target.target());
                      case CLUSTER -> node.cluster().equals(target.target());
                      case CHAIN, FAMILY, OPERATOR -> node.chain().value().equals(target.target());
                    })
            .findFirst()
            .orElseThrow();
    return chains.stream().filter(c -> c.id().equals(member.chain())).findFirst().orElseThrow();
  }

  private PolicyPlan policy(Scope target, int number, Dice dice, int bounds) {
    ChainPlan chain = chainOf(target);
    BoundDice boundDice = new BoundDice(chain, nodes, features, dice);
    return new PolicyPlan(
        "p" + number,
        boundDice.draw(target, bounds),
        recovery(dice),
        dice.oneIn(3) ? PolicyPlan.DEFAULT_NO_VALUE_GRACE_NANOS : dice.between(0, 20) * SECOND,
        dice.oneIn(2),
        dice.oneIn(3) ? dice.between(1, 120) * SECOND : PolicyPlan.NO_MAX_PAUSE);
  }

  private static RecoveryPlan recovery(Dice dice) {
    if (dice.oneIn(4)) {
      return RecoveryPlan.DEFAULT;
    }
    long holdNanos = dice.between(0, 10) * SECOND;
    return new RecoveryPlan(
        holdNanos,
        dice.below(4),
        new Ratio(dice.between(5, 10), 10),
        dice.below(4) * 60L * SECOND,
        holdNanos + dice.between(0, 60) * SECOND,
        dice.oneIn(3) ? dice.between(1, 10) * SECOND : 0);
  }

  List<ShadowPlan> shadows(List<MarketPlan> markets, Dice dice) {
    List<ShadowPlan> shadows = new ArrayList<>();
    int count = features.contains(Feature.SHADOWS) ? dice.below(3) : 0;
    for (int i = 0; i < count; i++) {
      MarketPlan market = dice.pick(markets);
      Scope target = market.legs().get(0).target();
      ShadowPlan shadow = new ShadowPlan(market.id(), policy(target, 7 + i, dice.fork(i), 2));
      if (lawful(market, List.of(shadow))) {
        shadows.add(shadow);
      }
    }
    return shadows;
  }
}
