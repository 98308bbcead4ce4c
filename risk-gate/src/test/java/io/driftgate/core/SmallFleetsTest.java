package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.NodeState;
import org.junit.jupiter.api.Test;

/** Fleets of one and two, clusters of watchers, outages, restarts, and new beginnings. */
class SmallFleetsTest {
  private static final QuorumPlan ONE = new QuorumPlan(new Ratio(2, 3), 1, 1, 1);

  @Test
  void shouldCountAnOperatorThatIsNotNamedAsNobodys() {
    Scene scene =
        Scene.with()
            .member("a", "us", "")
            .member("b", "them", "")
            .member("c", "", "")
            .quorum(new QuorumPlan(new Ratio(2, 3), 2, 1, 2))
            .start();
    scene.push("a", 100, 0).push("c", 100, 0);
    assertThat(scene.chain().reference()).isEmpty();
    scene.push("b", 100, 10);
    assertThat(scene.chain().reference()).isPresent();
  }

  @Test
  void shouldOpenOnASingleNodeAndCloseWithIt() {
    Scene scene = Scene.with().nodes(1).quorum(ONE).start();
    scene.blocks(100, 112, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.node("n1").drift().arrivals().maxNanos()).isZero();
    assertThat(scene.node("n1").drift().arrivals().count()).isEqualTo(12);
    scene.tickNanos(16_000 * Scene.MS + 1);
    assertThat(scene.state("n1")).isEqualTo(NodeState.UNKNOWN);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons()).extracting("bound").contains("NO_QUORUM", "NO_OBSERVER");
  }

  @Test
  void shouldNotTakeOneOfTwoForAQuorum() {
    Scene scene = Scene.with().nodes(2).start();
    scene.blocks(100, 112, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    for (int i = 13; i < 18; i++) {
      scene.push("n1", 100 + i, i * 1_000L);
    }
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.chain().leading().height()).as("one of at most two leads").isEqualTo(117);
  }

  @Test
  void shouldWeighABlockThatLeadsAloneByAllWhoStandOnIt() {
    Scene scene = Scene.with().nodes(3).maxLead(3).start();
    scene.blocks(98, 99, 0).push("n1", 100, 5_900).push("n2", 100, 5_900);
    for (int height = 101; height <= 103; height++) {
      scene.pushBranch("n1", height, 1, 5_950).push("n2", height, 5_950);
    }
    assertThat(scene.chain().leading().hash()).isEqualTo(Scene.hash(103, 0));
    scene.push("n2", 104, 5_960);
    assertThat(scene.chain().leading().hash())
        .as("104 is too high to lead; 103 is no less n2's than n1's, and of the lower hash")
        .isEqualTo(Scene.hash(103, 0));
  }

  @Test
  void shouldJudgeAClusterOfWatchersByItsMembers() {
    Scene scene =
        Scene.with()
            .nodes(3)
            .node("w1", "watch", 0, 4_000)
            .node("w2", "watch", 0, 4_000)
            .leg("cluster:watch")
            .bound(Metric.HEAD_LAG, null, null, "2", null)
            .start();
    scene.blocks(100, 112, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    for (int i = 13; i < 18; i++) {
      scene.push("n1", 100 + i, i * 1_000L).push("n2", 100 + i, i * 1_000L);
    }
    assertThat(scene.chain().conditions()).doesNotContain(ChainCondition.NO_QUORUM);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons()).extracting("bound").contains("NO_OBSERVER");
  }

  @Test
  void shouldTripOnHeadLagOnlyBeyondTheThreshold() {
    Scene scene =
        Scene.with().patientNodes(3).bound(Metric.HEAD_LAG, "node:n3", null, "2", null).start();
    scene.blocks(100, 112, 0);
    for (int i = 13; i <= 14; i++) {
      scene.push("n1", 100 + i, i * 1_000L).push("n2", 100 + i, i * 1_000L);
    }
    assertThat(scene.node("n3").headLagBlocks().orElseThrow()).isEqualTo(2);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.push("n1", 115, 15_000).push("n2", 115, 15_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldWarmUpAgainAfterAJumpThatNothingLinks() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 112, 0).everybody(150, 13_000);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(150);
    scene.tick(14_000);
    assertThat(scene.chain().conditions()).doesNotContain(ChainCondition.WARMING_UP);
    scene.tickNanos(14_000 * Scene.MS + 1);
    assertThat(scene.chain().conditions()).contains(ChainCondition.WARMING_UP);
    assertThat(scene.chain().reorgs()).isZero();
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.everybody(151, 14_100);
    assertThat(scene.chain().conditions()).doesNotContain(ChainCondition.WARMING_UP);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNotBlameTheFirstNodeBackAfterAnOutage() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 103, 0).tick(60_000);
    scene.poll("n1", 160, 60_000, 60_010);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    scene.poll("n2", 103, 60_100, 60_110).poll("n3", 103, 60_200, 60_210);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldTakeALowerHeadForANodesOwnOnceItHasShownNothingHigherForItsLiveness() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 105, 0);
    scene.poll("n3", 103, 6_000, 6_010).poll("n3", 103, 8_990, 9_000);
    assertThat(scene.node("n3").head().orElseThrow().height()).isEqualTo(105);
    assertThat(scene.node("n3").flags()).contains(NodeFlag.JITTER);
    scene.poll("n3", 103, 9_000, 9_001);
    assertThat(scene.node("n3").head().orElseThrow().height()).isEqualTo(103);
    assertThat(scene.chain().reorgs()).isZero();
  }

  @Test
  void shouldCloseALegOnANodeThatDiverges() {
    Scene scene = Scene.with().nodes(4).leg("node:n4").start();
    scene.blocks(100, 112, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.push("n4", 113, 12_900).pushBranch("n4", 113, 7, 13_000);
    for (int i = 13; i < 16; i++) {
      scene.push("n1", 100 + i, i * 1_000L).push("n2", 100 + i, i * 1_000L);
      scene.push("n3", 100 + i, i * 1_000L).pushBranch("n4", 100 + i, 7, i * 1_000L + 1);
    }
    assertThat(scene.state("n4")).isEqualTo(NodeState.DIVERGED);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons()).extracting("bound").contains("NODE_DIVERGED");
  }

  @Test
  void shouldStayWarmWhenTheChainThatWasLeftIsLinkedDownToTheReference() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(110, 0).everybody(111, 1_000);
    assertThat(scene.chain().conditions()).doesNotContain(ChainCondition.WARMING_UP);
    for (int height = 105; height <= 109; height++) {
      scene.everybody(height, 1_000 + height);
    }
    scene.tick(2_900);
    assertThat(scene.chain().conditions()).doesNotContain(ChainCondition.WARMING_UP);
  }
}
