package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Recorded;
import io.driftgate.core.view.HistogramQuery.Scope;
import io.driftgate.core.view.HistogramQuery.Window;
import io.driftgate.core.view.NodeState;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Semantics §2 to §5: what is believed of nodes and of the chain they show. */
class MeasurementTest {
  private static final long MS = Scene.MS;

  @Test
  void shouldNotCountASilentNodeAsAgreeing() {
    Scene scene = Scene.with().nodes(4).start();
    for (int i = 0; i <= 6; i++) {
      for (String node : new String[] {"n1", "n2", "n3"}) {
        scene.push(node, 100 + i, i * 1_000L);
      }
    }
    assertThat(scene.state("n4")).isEqualTo(NodeState.UNKNOWN);
    assertThat(scene.node("n4").behindNanos()).isEqualTo(OptionalLong.empty());
    assertThat(scene.chain().agreement().orElseThrow()).isEqualTo(0.75);
    assertThat(scene.chain().observers()).isEqualTo(3);
  }

  @Test
  void shouldBecomeUnknownAtTheLivenessDeadline() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(100, 0);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(4_000 * MS + 1);
    scene.tick(4_000);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    scene.tickNanos(4_000 * MS + 1);
    assertThat(scene.state("n1")).isEqualTo(NodeState.UNKNOWN);
    assertThat(scene.chain().conditions()).contains(ChainCondition.NO_QUORUM);
  }

  @Test
  void shouldNotLetOneOfFiveBeAMajorityOfItself() {
    Scene scene = Scene.with().nodes(5).start();
    scene.blocks(100, 112, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    for (int i = 0; i < 8; i++) {
      scene.push("n5", 113 + i, 13_000 + i * 1_000L);
    }
    assertThat(scene.chain().reference()).isEmpty();
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons()).extracting("bound").contains("NO_QUORUM");
  }

  @Test
  void shouldTakeTwoOfThreeAsTwoThirds() {
    Scene scene = Scene.with().nodes(3).start();
    scene.push("n1", 100, 0).push("n2", 100, 0);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(100);
  }

  @Test
  void shouldFindTheReferenceBelowHeadsThatDiffer() {
    Scene scene = Scene.with().nodes(4).start();
    scene.everybody(100, 0).push("n1", 101, 1_000).push("n1", 102, 1_001);
    scene.push("n2", 101, 1_002).push("n3", 101, 1_003);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(101);
    assertThat(scene.chain().leading().height()).isEqualTo(101);
  }

  @Test
  void shouldAskForDistinctFamiliesAndOperators() {
    Scene scene =
        Scene.with()
            .member("a", "us", "geth")
            .member("b", "us", "geth")
            .member("c", "us", "geth")
            .member("d", "them", "reth")
            .quorum(new QuorumPlan(new Ratio(2, 3), 2, 2, 2))
            .start();
    scene.push("a", 100, 0).push("b", 100, 0).push("c", 100, 0);
    assertThat(scene.chain().reference()).isEmpty();
    scene.push("d", 100, 1);
    assertThat(scene.chain().reference()).isPresent();
  }

  @Test
  void shouldMeasureDriftOfAPushedHeadExactly() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(100, 0);
    for (int i = 1; i <= 5; i++) {
      scene.push("n1", 100 + i, i * 1_000L).push("n2", 100 + i, i * 1_000L + 5);
      scene.push("n3", 100 + i, i * 1_000L + 700);
    }
    assertThat(drift(scene, Scope.NODE, "n3").getValueAtPercentile(50))
        .isBetween(698_000L, 703_000L);
    assertThat(drift(scene, Scope.NODE, "n1").getMaxValue()).isZero();
    assertThat(drift(scene, Scope.CHAIN, "eth").getTotalCount()).isEqualTo(15);
    assertThat(scene.node("n3").drift().arrivals().count()).isEqualTo(5);
  }

  private static Histogram drift(Scene scene, Scope scope, String target) {
    return scene
        .gate
        .histogram(new HistogramQuery(Recorded.ARRIVAL_DRIFT, scope, target, Window.ONE_MINUTE))
        .orElseThrow();
  }

  @Test
  void shouldGrowBehindOfAPushFedNodeAndSayWhenItLags() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(100, 0).trustPush("n3", 0);
    scene.push("n1", 101, 1_000).push("n2", 101, 1_010);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(1_500 * MS + 1);
    scene.tick(1_400);
    assertThat(scene.node("n3").behindNanos().orElseThrow()).isEqualTo(400 * MS);
    assertThat(scene.node("n3").uncertaintyNanos().orElseThrow()).isZero();
    scene.tickNanos(1_500 * MS + 1);
    assertThat(scene.state("n3")).isEqualTo(NodeState.LAGGING);
    scene.push("n3", 101, 1_600);
    assertThat(scene.state("n3")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.node("n3").behindNanos().orElseThrow()).isZero();
  }

  @Test
  void shouldMeasureBehindOfAPolledNodeByItsLastAnswerAndPublishTheUncertainty() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(100, 0);
    scene.push("n1", 101, 1_000).push("n2", 101, 1_010);
    scene.poll("n3", 100, 1_200, 1_230).tick(1_500);
    assertThat(scene.node("n3").behindNanos().orElseThrow()).isEqualTo(200 * MS);
    assertThat(scene.node("n3").uncertaintyNanos().orElseThrow()).isEqualTo(300 * MS);
  }

  @Test
  void shouldTripABoundOnAPushFedNodeAtItsDeadline() {
    Scene scene = Scene.with().nodes(4).bound(Metric.BEHIND, "node:n4", null, "500", null).start();
    scene.trustPush("n4", 0).blocks(100, 115, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.push("n1", 116, 16_000).push("n2", 116, 16_001).push("n3", 116, 16_002);
    scene.tickNanos(16_500 * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(16_500 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).bound()).isEqualTo("p/behind@node:n4");
    assertThat(scene.last().reasons().get(0).nodes()).extracting("value").containsExactly("n4");
  }

  @Test
  void shouldCallItDivergedOnlyAfterTheGrace() {
    Scene scene = Scene.with().nodes(4).bound(Metric.DIVERGED, null, null, "1/5", null).start();
    scene.blocks(100, 115, 0);
    scene.push("n1", 116, 16_000).push("n2", 116, 16_000).push("n3", 116, 16_000);
    Head other = new Head(116, Scene.hash(116, 9), Scene.hash(115, 0), new Hash(9, 9, 9, 9), 1);
    scene.poll("n4", other, Finality.NOT_ASKED, 16_100, 16_100);
    scene.tick(17_100);
    assertThat(scene.state("n4")).isNotEqualTo(NodeState.DIVERGED);
    scene.tickNanos(17_100 * MS + 1);
    assertThat(scene.state("n4")).isEqualTo(NodeState.DIVERGED);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).metric()).isEqualTo("diverged");
  }

  @Test
  void shouldCallTheLighterSideOfOneHashWithTwoStateRootsCorrupt() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 103, 0);
    scene.push("n1", 104, 4_000).push("n2", 104, 4_000).push("n3", 104, 4_000);
    Head sameHash = new Head(104, Scene.hash(104, 0), Scene.hash(103, 0), new Hash(6, 6, 6, 6), 1);
    scene.poll("n4", sameHash, Finality.NOT_ASKED, 4_001, 4_001).tick(5_002);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldSuspectALoneLeaderAndLeaveTheOthersInSync() {
    Scene scene = Scene.with().nodes(5).start();
    scene.blocks(100, 115, 0);
    scene.push("n5", 30_000_000, 15_100).tick(15_200);
    assertThat(scene.state("n5")).isEqualTo(NodeState.SUSPECT);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.chain().leading().height()).isEqualTo(115);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldTakeABalancersOlderAnswersForJitterAndNotForAReorg() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 105, 0);
    scene.poll("n3", 104, 5_100, 5_120).poll("n3", 105, 5_200, 5_220).poll("n3", 104, 5_300, 5_320);
    assertThat(scene.node("n3").flags()).contains(NodeFlag.JITTER);
    assertThat(scene.node("n3").head().orElseThrow().height()).isEqualTo(105);
    assertThat(scene.state("n3")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.chain().reorgs()).isZero();
  }

  @Test
  void shouldRecordAOneBlockReorgAndPunishNobody() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(100, 0).everybody(101, 1_000);
    for (String node : new String[] {"n1", "n2", "n3"}) {
      scene.pushBranch(node, 101, 5, 1_500).pushBranch(node, 102, 5, 2_000);
    }
    assertThat(scene.chain().reorgs()).isEqualTo(1);
    assertThat(scene.chain().lastReorg().orElseThrow().depth()).isEqualTo(1);
    scene.tick(4_000);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldMeasureFinalityLagByQuorum() {
    Scene scene = Scene.with().nodes(3).bound(Metric.FINALITY_LAG, null, null, null, "40").start();
    scene.blocks(160, 170, 0);
    scene.finalized("n1", 200, 170, 40_000).finalized("n2", 200, 168, 40_000);
    scene.finalized("n3", 200, 160, 40_000);
    assertThat(scene.chain().finalized().height()).isEqualTo(168);
    assertThat(scene.chain().finalityLagBlocks().orElseThrow()).isEqualTo(32);
    scene.finalized("n3", 200, 100, 40_010);
    assertThat(scene.node("n3").flags()).contains(NodeFlag.FINALITY_UNKNOWN);
    assertThat(scene.chain().finalized().height()).isEqualTo(168);
  }

  @Test
  void shouldReadUnknownFinalityAsExceededOnlyAfterTheGrace() {
    Scene scene = Scene.with().nodes(3).bound(Metric.FINALITY_LAG, null, null, "40", null).start();
    scene.blocks(100, 129, 0);
    assertThat(scene.market().reasons()).extracting("bound").containsExactly("p/finality.lag");
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldTreatAWrongHeaderAsCorruptUntilThirtyTwoValidHeads() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 101, 0).fail("n4", FailureKind.INVALID_HEADER, 1_100);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    scene.blocks(102, 132, 2_000);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    scene.everybody(133, 33_000);
    assertThat(scene.state("n4")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldLetKeepAliveProveLifeOnlyWhilePushIsTrusted() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(100, 0).trustPush("n1", 0);
    scene.keepAlive("n1", 3_000).keepAlive("n2", 3_000).tick(5_000);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.state("n2")).isEqualTo(NodeState.UNKNOWN);
  }

  @Test
  void shouldNotTurnCoreTimeBackForAnEarlierStamp() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(100, 0).push("n1", 101, 2_000);
    scene.push("n2", 101, 1_500).push("n3", 101, 1_900);
    assertThat(drift(scene, Scope.NODE, "n1").getMaxValue()).isBetween(498_000L, 503_000L);
    assertThat(scene.gate.chain(new ChainId("eth")).orElseThrow().stalenessNanos().orElseThrow())
        .isZero();
  }

  @Test
  void shouldGiveNoVoteToWeightZero() {
    Scene scene = Scene.with().nodes(3).node("w", "", 0, 4_000).start();
    scene.blocks(100, 103, 0);
    scene.push("w", 104, 3_500);
    assertThat(scene.chain().leading().height()).isEqualTo(103);
    assertThat(scene.chain().observers()).isEqualTo(3);
    assertThat(drift(scene, Scope.CHAIN, "eth").getTotalCount()).isEqualTo(9);
  }

  @Test
  void shouldDateABlockByAnAnswerThatIsStampedEarlierAndShowsWhatStandsOnIt() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 101, 0).push("n1", 102, 3_000).push("n2", 102, 3_100);
    scene.push("n2", 103, 2_900).poll("n3", 101, 3_500, 3_510);
    assertThat(scene.node("n3").behindNanos()).hasValue(600 * Scene.MS);
  }
}
