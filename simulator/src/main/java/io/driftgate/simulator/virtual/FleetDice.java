package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Draws chains and their nodes: twelve nodes on one to three chains. */
final class FleetDice {
  private static final int NODES = 12;
  private static final long NANOS_PER_MS = 1_000_000;
  private static final List<Long> BLOCK_TIMES_MS = List.of(250L, 1_000L, 2_000L, 2_000L, 12_000L);
  private static final List<Ratio> FRACTIONS =
      List.of(
          QuorumPlan.DEFAULT_FRACTION,
          QuorumPlan.DEFAULT_FRACTION,
          new Ratio(51, 100),
          new Ratio(3, 5),
          new Ratio(4, 5));
  private static final List<String> FAMILIES = List.of("geth", "reth", "nethermind");

  private final Dice dice;
  private final Set<Feature> features;
  private final List<ChainPlan> chainPlans = new ArrayList<>();
  private final List<ChainHabits> habits = new ArrayList<>();
  private final List<NodeProfile> profiles = new ArrayList<>();

  FleetDice(Dice dice, Set<Feature> features) {
    this.dice = dice;
    this.features = features;
  }

  int chains() {
    return (int) Math.min(dice.between(1, 3), dice.between(1, 3));
  }

  void chain(int index, int of) {
    long blockTimeNanos = dice.pick(BLOCK_TIMES_MS) * NANOS_PER_MS;
    int from = NODES * index / of;
    int upTo = NODES * (index + 1) / of;
    for (int i = from; i < upTo; i++) {
      profiles.add(profile(i, i - from, index, blockTimeNanos));
    }
    boolean quiet = dice.oneIn(6);
    boolean plain = dice.oneIn(2);
    long graceNanos =
        plain
            ? ChainPlan.defaultGraceNanos(blockTimeNanos)
            : dice.between(0, 12_000) * NANOS_PER_MS;
    long toleranceNanos =
        plain
            ? ChainPlan.defaultToleranceNanos(blockTimeNanos)
            : dice.between(0, 3_000) * NANOS_PER_MS;
    chainPlans.add(
        new ChainPlan(
            new ChainId("chain" + index),
            blockTimeNanos,
            quorum(),
            graceNanos,
            toleranceNanos,
            quiet,
            plain ? ChainPlan.DEFAULT_MAX_LEAD : dice.between(1, 8)));
    habits.add(habits(quiet));
  }

  private ChainHabits habits(boolean quiet) {
    return new ChainHabits(
        quiet ? 60 : dice.oneIn(2) ? 0 : (int) dice.between(1, 15),
        dice.oneIn(2),
        (int) dice.between(1, 8),
        (int) dice.between(2, 40),
        features.contains(Feature.ROLLUPS) && dice.oneIn(3),
        quiet && features.contains(Feature.LIVENESS) && dice.oneIn(2),
        dice.oneIn(2));
  }

  private QuorumPlan quorum() {
    return new QuorumPlan(
        dice.pick(FRACTIONS),
        dice.oneIn(4) ? 1 : (int) dice.between(2, 3),
        dice.oneIn(4) ? 2 : 1,
        dice.oneIn(4) ? 2 : 1);
  }

  private NodeProfile profile(int index, int place, int chain, long blockTimeNanos) {
    boolean push = dice.percent(60);
    long pollNanos =
        Math.max(400 * NANOS_PER_MS, Math.min(blockTimeNanos, 6_000 * NANOS_PER_MS))
            * dice.between(1, push ? 6 : 2);
    long timeoutNanos = dice.between(300, 3_000) * NANOS_PER_MS;
    long livenessNanos =
        dice.percent(70)
            ? NodePlan.defaultLivenessNanos(pollNanos, timeoutNanos)
            : dice.between(500, 20_000) * NANOS_PER_MS;
    String client = dice.pick(FAMILIES);
    NodePlan plan =
        new NodePlan(
            new NodeId("n" + index),
            new ChainId("chain" + chain),
            dice.oneIn(4) ? "" : "pool" + chain + (dice.oneIn(2) ? "a" : "b"),
            dice.oneIn(5) ? "" : "op" + dice.below(4),
            dice.oneIn(3) ? "" : client,
            place < 3 ? 1 : weight(),
            livenessNanos,
            push ? 0 : pollNanos + timeoutNanos);
    int region = dice.below(4);
    long latencyNanos = dice.between(1, region == 0 ? 20 : 180) * NANOS_PER_MS;
    return new NodeProfile(plan, region, push, pollNanos, timeoutNanos, client, latencyNanos);
  }

  private int weight() {
    return dice.oneIn(6) ? 0 : dice.oneIn(4) ? (int) dice.between(2, 5) : 1;
  }

  FleetPlan withoutMarkets() {
    List<NodePlan> nodes = profiles.stream().map(NodeProfile::plan).toList();
    return new FleetPlan(chainPlans, nodes, List.of());
  }

  List<ChainPlan> chainPlans() {
    return chainPlans;
  }

  List<ChainHabits> habits() {
    return habits;
  }

  List<NodeProfile> profiles() {
    return profiles;
  }
}
