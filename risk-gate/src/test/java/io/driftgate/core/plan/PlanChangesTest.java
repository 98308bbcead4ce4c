package io.driftgate.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Semantics §6.8: loosening is reported as such before it is accepted. */
class PlanChangesTest {
  private static final long MS = 1_000_000;
  private static final RecoveryPlan RECOVERY = RecoveryPlan.DEFAULT;
  private static final QuorumPlan QUORUM = new QuorumPlan(new Ratio(2, 3), 2, 1, 1);

  private static FleetPlan plan(ChainPlan chain, List<NodePlan> nodes, MarketPlan... markets) {
    return new FleetPlan(List.of(chain), nodes, List.of(markets));
  }

  private static ChainPlan chain(QuorumPlan quorum, long graceMs, long toleranceMs) {
    return new ChainPlan(
        new ChainId("eth"), 12_000 * MS, quorum, graceMs * MS, toleranceMs * MS, false);
  }

  private static ChainPlan chain() {
    return chain(QUORUM, 12_000, 3_000);
  }

  private static NodePlan node(String id, int weight) {
    return new NodePlan(new NodeId(id), new ChainId("eth"), "", "", "", weight, 2_000 * MS, 0);
  }

  private static List<NodePlan> nodes() {
    return List.of(node("a", 1), node("b", 1));
  }

  private static BoundPlan bound(Metric metric, Ratio widen, Ratio withdraw) {
    return new BoundPlan(
        metric,
        Optional.empty(),
        Optional.ofNullable(widen),
        Optional.of(withdraw),
        Optional.empty());
  }

  private static Ratio ms(long ms) {
    return new Ratio(ms * MS, 1);
  }

  private static MarketPlan market(RecoveryPlan recovery, boolean pause, BoundPlan... bounds) {
    PolicyPlan policy = new PolicyPlan("p", List.of(bounds), recovery, 30_000 * MS, pause);
    MarketPlan.Leg leg = new MarketPlan.Leg(Scope.parse("chain:eth"), policy);
    return new MarketPlan(new MarketId("M"), List.of(leg));
  }

  private static MarketPlan market(BoundPlan... bounds) {
    return market(RECOVERY, true, bounds);
  }

  private static BoundPlan stale() {
    return bound(Metric.HEAD_STALENESS, ms(30_000), ms(40_000));
  }

  @Test
  void shouldSayNothingOfTheSameAndOfTheStricter() {
    FleetPlan before = plan(chain(), nodes(), market(stale()));
    assertThat(PlanChanges.loosened(before, before)).isEmpty();
    FleetPlan stricter =
        plan(
            chain(new QuorumPlan(new Ratio(3, 4), 2, 1, 1), 6_000, 1_000),
            nodes(),
            market(
                bound(Metric.HEAD_STALENESS, ms(20_000), ms(39_000)),
                bound(Metric.OBSERVERS, null, new Ratio(2, 1))));
    assertThat(PlanChanges.loosened(before, stricter)).isEmpty();
  }

  @Test
  void shouldNameBoundsThatAreGoneOrLoosened() {
    BoundPlan observers = bound(Metric.OBSERVERS, null, new Ratio(2, 1));
    BoundPlan agreement = bound(Metric.QUORUM_AGREEMENT, null, new Ratio(2, 3));
    FleetPlan before = plan(chain(), nodes(), market(stale(), observers, agreement));
    FleetPlan after =
        plan(
            chain(),
            nodes(),
            market(
                bound(Metric.HEAD_STALENESS, null, ms(50_000)),
                bound(Metric.QUORUM_AGREEMENT, null, new Ratio(1, 2))));
    assertThat(PlanChanges.loosened(before, after))
        .containsExactly(
            "markets[0].legs[chain:eth] p/head.staleness.widen: the threshold 30000ms is gone",
            "markets[0].legs[chain:eth] p/head.staleness.withdraw: loosened from 40000ms to"
                + " 50000ms",
            "markets[0].legs[chain:eth] p/observers: the bound is gone",
            "markets[0].legs[chain:eth] p/quorum.agreement.withdraw: loosened from 2/3 to 1/2");
  }

  @Test
  void shouldNameWhatRelaxesEarlier() {
    RecoveryPlan quick =
        new RecoveryPlan(5_000 * MS, 1, new Ratio(9, 10), 600_000 * MS, 300_000 * MS, 0);
    FleetPlan before = plan(chain(), nodes(), market(stale()));
    FleetPlan after = plan(chain(), nodes(), market(quick, false, stale()));
    assertThat(PlanChanges.loosened(before, after))
        .containsExactly(
            "markets[0].recovery.hold: shortened from 10000ms to 5000ms",
            "markets[0].recovery.blocks: lowered from 2 to 1",
            "markets[0].legs[chain:eth].recovery.clear: changed from '4/5' to '9/10'",
            "markets[0].legs[chain:eth].onUnknown: liquidations are no longer paused on the"
                + " unknown");
  }

  @Test
  void shouldNameWhatAChainBearsMoreOf() {
    FleetPlan before = plan(chain(), nodes(), market(stale()));
    ChainPlan looser = chain(new QuorumPlan(new Ratio(51, 100), 1, 1, 1), 13_000, 4_000);
    assertThat(PlanChanges.loosened(before, plan(looser, nodes(), market(stale()))))
        .containsExactly(
            "chains[0].quorum.fraction: lowered from 2/3 to 51/100",
            "chains[0].quorum.minNodes: lowered from 2 to 1",
            "chains[0].divergence.grace: lengthened from 12000ms to 13000ms",
            "chains[0].sync.tolerance: lengthened from 3000ms to 4000ms");
  }

  @Test
  void shouldNameWhoseVoteIsAnother() {
    FleetPlan before = plan(chain(), nodes(), market(stale()));
    List<NodePlan> others = new ArrayList<>(List.of(node("a", 3), node("c", 1)));
    assertThat(PlanChanges.loosened(before, plan(chain(), others, market(stale()))))
        .containsExactly(
            "nodes[0].weight: changed from '1' to '3'",
            "nodes[1]: c is new and has a vote of weight 1",
            "was nodes[1]: b is gone from every quorum and cluster");
  }

  @Test
  void shouldNameMarketsAndLegsThatAreGone() {
    FleetPlan before = plan(chain(), nodes(), market(stale()));
    assertThat(PlanChanges.loosened(before, plan(chain(), nodes())))
        .containsExactly("was markets[0]: M is gone, and withdrawn for good");
    MarketPlan elsewhere =
        new MarketPlan(
            new MarketId("M"),
            List.of(
                new MarketPlan.Leg(Scope.parse("node:a"), market(stale()).legs().get(0).policy())));
    assertThat(PlanChanges.loosened(before, plan(chain(), nodes(), elsewhere)))
        .containsExactly("markets[0].legs: the leg on chain:eth is gone");
  }
}
