package io.driftgate.simulator.virtual;

import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.ShadowPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fleet of a seed: its chains and nodes, and its plans. Plan 0 is what a gate starts with; the
 * others differ from it in nodes, weights, quorums, bounds and markets, and are what it is swapped
 * to. The same seed and features give the same plans.
 */
public final class Fleet {
  private static final int TRIES = 40;

  private final Set<Feature> features;
  private final Dice dice;
  private final List<ChainPlan> chains = new ArrayList<>();
  private final List<ChainHabits> habits = new ArrayList<>();
  private final List<NodeProfile> profiles = new ArrayList<>();
  private final Map<Integer, FleetPlan> plans = new HashMap<>();

  public Fleet(long seed, Set<Feature> features) {
    this.features = Set.copyOf(features);
    dice = new Dice(seed).fork(1);
    FleetDice fleetDice = thrown();
    chains.addAll(fleetDice.chainPlans());
    habits.addAll(fleetDice.habits());
    profiles.addAll(fleetDice.profiles());
  }

  /** Chains whose quorum can be reached by the nodes that they got. */
  private FleetDice thrown() {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      FleetDice thrown = new FleetDice(dice.fork(1 + 1_000 * attempt), features);
      int count = thrown.chains();
      for (int i = 0; i < count; i++) {
        thrown.chain(i, count);
      }
      if (PlanRules.check(thrown.withoutMarkets()).isEmpty()) {
        return thrown;
      }
    }
    throw new IllegalStateException("no lawful fleet among " + TRIES);
  }

  List<ChainPlan> chains() {
    return chains;
  }

  List<ChainHabits> habits() {
    return habits;
  }

  List<NodeProfile> profiles() {
    return profiles;
  }

  Set<Feature> features() {
    return features;
  }

  /**
   * One of the seed's plans, which keeps every rule.
   *
   * @param variant at least 0
   */
  public FleetPlan plan(int variant) {
    return plans.computeIfAbsent(variant, this::drawn);
  }

  private FleetPlan drawn(int variant) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      FleetPlan plan = draft(variant, dice.fork(100 + variant).fork(attempt));
      if (PlanRules.check(plan).isEmpty()) {
        return plan;
      }
    }
    throw new IllegalStateException("no lawful plan among " + TRIES + ", variant " + variant);
  }

  private FleetPlan draft(int variant, Dice throwing) {
    List<NodePlan> nodes = new ArrayList<>(profiles.stream().map(NodeProfile::plan).toList());
    List<ChainPlan> drawnChains = new ArrayList<>(chains);
    if (variant > 0) {
      nodes.replaceAll(node -> PlanChanges.node(node, throwing));
      drawnChains.replaceAll(chain -> PlanChanges.chain(chain, throwing));
      if (throwing.oneIn(2)) {
        nodes.remove(throwing.below(nodes.size()));
      }
    }
    // Markets are drawn from the same throws in every variant, so that most stay as they are.
    MarketDice markets = new MarketDice(drawnChains, nodes, features);
    List<MarketPlan> drawnMarkets = markets.draw(dice.fork(2));
    if (variant > 0) {
      PlanChanges.markets(drawnMarkets, markets, throwing);
    }
    List<ShadowPlan> shadows = markets.shadows(drawnMarkets, dice.fork(3));
    return new FleetPlan(drawnChains, nodes, drawnMarkets, shadows);
  }
}
