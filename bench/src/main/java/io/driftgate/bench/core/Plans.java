package io.driftgate.bench.core;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.plan.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Fleets to measure the core with. */
final class Plans {
  static final long SECOND = 1_000_000_000L;
  static final long BLOCK_NANOS = 12 * SECOND;
  private static final RecoveryPlan QUICK = new RecoveryPlan(0, 0, new Ratio(4, 5), 0, 0, 0);
  private static final long LIVENESS_NANOS = 60 * SECOND;

  private Plans() {}

  /** Nodes dealt to chains in turn; markets too, each under four everyday bounds. */
  static FleetPlan everyday(int chains, int nodes, int markets) {
    return new FleetPlan(
        IntStream.range(0, chains).mapToObj(Plans::chain).toList(),
        IntStream.range(0, nodes).mapToObj(i -> node(i, i % chains)).toList(),
        IntStream.range(0, markets).mapToObj(i -> market(i, everydayLeg(i % chains))).toList());
  }

  /** One chain of three nodes; of the markets so many trip when the last node lacks a block. */
  static FleetPlan tripping(int markets, int trips) {
    List<MarketPlan> all = new ArrayList<>();
    for (int i = 0; i < markets; i++) {
      int blocks = i < trips ? 0 : 1_000;
      PolicyPlan late = policy("late-" + blocks, bound(Metric.HEAD_LAG, new Ratio(blocks, 1)));
      MarketPlan.Leg leg = new MarketPlan.Leg(new Scope(Metric.Over.NODE, "node-2"), late);
      all.add(market(i, everydayLeg(0), leg));
    }
    return new FleetPlan(
        List.of(chain(0)), IntStream.range(0, 3).mapToObj(i -> node(i, 0)).toList(), all);
  }

  private static ChainPlan chain(int index) {
    QuorumPlan quorum = new QuorumPlan(QuorumPlan.DEFAULT_FRACTION, 2, 1, 1);
    return new ChainPlan(
        new ChainId("chain-" + index), BLOCK_NANOS, quorum, BLOCK_NANOS, BLOCK_NANOS / 4, false);
  }

  private static NodePlan node(int index, int chain) {
    return new NodePlan(
        new NodeId("node-" + index),
        new ChainId("chain-" + chain),
        "cluster-" + chain,
        "",
        "geth",
        1,
        LIVENESS_NANOS,
        0);
  }

  private static MarketPlan market(int index, MarketPlan.Leg... legs) {
    return new MarketPlan(new MarketId("market-" + index), List.of(legs));
  }

  private static MarketPlan.Leg everydayLeg(int chain) {
    PolicyPlan everyday =
        policy(
            "everyday",
            bound(Metric.HEAD_STALENESS, new Ratio(40 * SECOND, 1)),
            bound(Metric.DIVERGED, new Ratio(1, 3)),
            bound(Metric.QUORUM_AGREEMENT, new Ratio(1, 2)),
            bound(Metric.FINALITY_LAG, new Ratio(128, 1)));
    return new MarketPlan.Leg(new Scope(Metric.Over.CHAIN, "chain-" + chain), everyday);
  }

  private static PolicyPlan policy(String id, BoundPlan... bounds) {
    return new PolicyPlan(
        id, List.of(bounds), QUICK, PolicyPlan.DEFAULT_NO_VALUE_GRACE_NANOS, false);
  }

  private static BoundPlan bound(Metric metric, Ratio withdraw) {
    return new BoundPlan(
        metric, Optional.empty(), Optional.empty(), Optional.of(withdraw), Optional.empty());
  }
}
