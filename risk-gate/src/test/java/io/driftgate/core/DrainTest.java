package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.NodeState;
import org.junit.jupiter.api.Test;

/** Nodes taken out for planned work: no vote, no denominator, until the work is over. */
class DrainTest {
  private static void twoOfFourGoOn(Scene scene, long from, long to) {
    for (long i = from; i <= to; i++) {
      scene.push("n1", 100 + i, i * 1_000).push("n2", 100 + i, i * 1_000);
    }
  }

  @Test
  void shouldStayOpenWhileDrainedNodesAreDownAndCloseWhenTheirTimeIsOver() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 112, 0).drain("n3", 30_000, 12_100).drain("n4", 40_000, 12_200);
    twoOfFourGoOn(scene, 13, 29);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.chain().agreement().orElseThrow()).isEqualTo(1);
    assertThat(scene.state("n3")).isEqualTo(NodeState.UNKNOWN);
    assertThat(scene.node("n3").flags()).containsExactly(NodeFlag.DRAINED);
    scene.tickNanos(30_000 * Scene.MS - 1);
    assertThat(scene.node("n3").flags()).contains(NodeFlag.DRAINED);
    scene.tick(30_000);
    assertThat(scene.node("n3").flags()).doesNotContain(NodeFlag.DRAINED);
    assertThat(scene.quotes()).as("2 of 3").isEqualTo(Quotes.OPEN);
    twoOfFourGoOn(scene, 30, 39);
    scene.tick(40_000);
    assertThat(scene.quotes()).as("2 of 4").isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause()).isEqualTo(Cause.DEADLINE);
  }

  @Test
  void shouldAskToBeCalledWhenTheDrainEnds() {
    Scene scene = Scene.with().patientNodes(4).start();
    scene.everybody(100, 0).drain("n3", 5_000, 100);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(5_000 * Scene.MS);
  }

  @Test
  void shouldRefuseToLeaveFewerVotersThanTheQuorumNeeds() {
    Scene scene = Scene.with().nodes(3).node("w", "", 0, 4_000).start();
    scene.blocks(100, 112, 0).drain("n1", 60_000, 12_100);
    assertThat(scene.notices).isEmpty();
    scene.drain("n2", 60_000, 12_200);
    assertThat(scene.notices).extracting(Notice::kind).containsExactly(Notice.Kind.ORDER_REFUSED);
    assertThat(scene.notices.get(0).subject()).isEqualTo("n2");
    assertThat(scene.node("n2").flags()).isEmpty();
    scene.drain("w", 60_000, 12_300).drain("n1", 90_000, 12_400).lift("n1", 12_500);
    scene.drain("n2", 60_000, 12_600);
    assertThat(scene.notices).hasSize(1);
    assertThat(scene.node("n2").flags()).containsExactly(NodeFlag.DRAINED);
  }

  @Test
  void shouldTellWhenAnOrderNamesNoNode() {
    Scene scene = Scene.with().nodes(2).start();
    scene.drain("n9", 60_000, 100);
    assertThat(scene.notices).extracting(Notice::subject).containsExactly("n9");
    assertThat(scene.gate.ignoredInputs()).isEqualTo(1);
  }

  @Test
  void shouldWithdrawALegOnADrainedNodeAtOnce() {
    Scene scene = Scene.with().nodes(4).leg("node:n4").start();
    scene.blocks(100, 112, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.drain("n4", 60_000, 12_100);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause().kind()).isEqualTo(Cause.Kind.OPERATOR);
    assertThat(scene.market().reasons()).extracting("bound").contains("NODE_DRAINED");
    scene.lift("n4", 12_200).blocks(113, 140, 13_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldLeaveDrainedMembersOutOfAClustersMeasures() {
    Scene scene =
        Scene.with()
            .nodes(4)
            .node("c1", "c", 0, 60_000)
            .node("c2", "c", 0, 60_000)
            .bound(Metric.HEAD_LAG, "cluster:c", null, "2", null)
            .bound(Metric.QUORUM_AGREEMENT, "cluster:c", null, "0.9", null)
            .start();
    scene.blocks(100, 112, 0).drain("c2", 600_000, 12_100);
    for (int i = 13; i <= 20; i++) {
      for (String node : new String[] {"n1", "n2", "n3", "n4", "c1"}) {
        scene.push(node, 100 + i, i * 1_000L);
      }
    }
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.lift("c2", 20_100);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldReadAClusterAsUnknownWhenAllOfItIsDrained() {
    Scene scene =
        Scene.with()
            .nodes(4)
            .node("c1", "c", 0, 60_000)
            .bound(Metric.BEHIND, "cluster:c", null, "2000", null)
            .start();
    scene.blocks(100, 112, 0).drain("c1", 600_000, 12_100).blocks(113, 141, 13_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.blocks(142, 145, 42_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldDateABlockFromTheEndOfTheDrainOfTheOnlyNodeThatHadIt() {
    QuorumPlan quorum = new QuorumPlan(new Ratio(2, 3), 2, 1, 1);
    Scene scene = Scene.with().nodes(4).quorum(quorum).start();
    scene.everybody(100, 0).trustPush("n2", 0).drain("n1", 3_000, 100).push("n1", 101, 1_000);
    assertThat(scene.chain().leading().height()).isEqualTo(100);
    scene.tick(3_000).push("n3", 101, 3_200);
    assertThat(scene.chain().leading().height()).isEqualTo(101);
    assertThat(scene.node("n2").behindNanos().orElseThrow()).isEqualTo(200 * Scene.MS);
  }

  @Test
  void shouldCountWhatADrainedNodeVotedForBeforeItsLinkWasKnown() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 103, 0).push("n3", 105, 3_500).drain("n3", 60_000, 3_600);
    long before = scene.node("n1").drift().arrivals().count();
    scene.push("n1", 104, 3_700);
    assertThat(scene.node("n1").drift().arrivals().count()).isEqualTo(before + 1);
    assertThat(scene.node("n1").drift().lastNanos()).hasValue(200 * Scene.MS);
  }

  /** It showed 103 before it was drained, and 101 only since. */
  @Test
  void shouldCountAnEarlierVoteForWhatTheNodeShowsAgainWhileItIsDrained() {
    Scene scene = Scene.with().patientNodes(4).start();
    scene.blocks(100, 100, 0).push("n2", 103, 3_000).drain("n2", 60_000, 3_500);
    scene.push("n2", 101, 4_000).push("n1", 101, 4_100);
    long before = arrivals(scene, "n1");
    scene.push("n1", 102, 4_200);
    assertThat(arrivals(scene, "n1") - before)
        .as("101, which two vouch for now, and 102")
        .isEqualTo(2);
  }

  @Test
  void shouldDateWhatTheLeadingHeadTurnsOutToStandOn() {
    Setting heavy = Scene.with().quorum(new QuorumPlan(new Ratio(51, 100), 1, 1, 1));
    heavy.node("n1", "", 3, 60_000).node("n2", "", 1, 60_000).node("n3", "", 1, 60_000);
    Scene scene = heavy.start();
    scene.blocks(100, 105, 0).drain("n3", 60_000, 5_500).push("n1", 107, 7_000);
    assertThat(scene.chain().leading().height()).isEqualTo(107);
    long before = arrivals(scene, "n3");
    scene.push("n3", 106, 7_100);
    assertThat(arrivals(scene, "n3") - before).isEqualTo(1);
  }

  private static long arrivals(Scene scene, String node) {
    return scene.node(node).drift().arrivals().count();
  }
}
