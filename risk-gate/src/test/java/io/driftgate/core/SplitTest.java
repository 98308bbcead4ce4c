package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Semantics §3, SPLIT: conflicting blocks leave none able to reach quorum. */
class SplitTest {
  private static boolean split(Scene scene) {
    return scene.chain().conditions().contains(ChainCondition.SPLIT);
  }

  @Test
  void shouldSplitPastTheGraceWhenHalfStandsAgainstHalf() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(99, 100, 0);
    scene.pushBranch("n1", 101, 1, 2_000).pushBranch("n2", 101, 1, 2_000);
    scene.pushBranch("n3", 101, 2, 2_100).pushBranch("n4", 101, 2, 2_200);
    assertThat(split(scene)).isFalse();
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(100);
    scene.tickNanos(3_200 * Scene.MS);
    assertThat(split(scene)).isFalse();
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(3_200 * Scene.MS + 1);
    scene.tickNanos(3_200 * Scene.MS + 1);
    assertThat(split(scene)).isTrue();
    scene.pushBranch("n4", 102, 1, 3_300);
    assertThat(split(scene)).isFalse();
  }

  /** Two against two since 2,200 ms. */
  private static Scene torn() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(99, 100, 0);
    scene.pushBranch("n1", 101, 1, 2_000).pushBranch("n2", 101, 1, 2_000);
    return scene.pushBranch("n3", 101, 2, 2_100).pushBranch("n4", 101, 2, 2_200);
  }

  @Test
  void shouldWithdrawInTheStepInWhichTheChainSplits() {
    Scene scene = Scene.with().nodes(4).start().blocks(85, 100, 0);
    scene.pushBranch("n1", 101, 1, 16_000).pushBranch("n2", 101, 1, 16_000);
    scene.pushBranch("n3", 101, 2, 16_000).pushBranch("n4", 101, 2, 16_000);
    assertThat(scene.tickNanos(17_000 * Scene.MS).quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.tickNanos(17_000 * Scene.MS + 1).quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons()).extracting("bound").containsExactly("SPLIT");
  }

  @Test
  void shouldNotSplitByAnAnswerAtTheLastInstantOfTheGrace() {
    Scene scene = torn().pushBranch("n4", 101, 2, 3_200);
    assertThat(split(scene)).isFalse();
    assertThat(split(scene.pushBranch("n4", 101, 2, 3_201))).isTrue();
  }

  @Test
  void shouldGrantTheGraceAnewWhenTheFleetIsTornAgain() {
    Scene scene = torn().pushBranch("n4", 101, 1, 2_900).pushBranch("n4", 101, 2, 3_000);
    assertThat(split(scene.tick(3_300))).isFalse();
    assertThat(split(scene.tickNanos(4_000 * Scene.MS))).isFalse();
    assertThat(split(scene.tickNanos(4_000 * Scene.MS + 1))).isTrue();
  }

  @Test
  @DisplayName(
      "scenarios.md row 13: three nodes of one client on one root, one of another on another")
  void shouldNeverLetAMajorityOfOneFamilyWin() {
    Scene scene =
        Scene.with()
            .member("a", "", "geth")
            .member("b", "", "geth")
            .member("c", "", "geth")
            .member("d", "", "reth")
            .quorum(new QuorumPlan(new Ratio(2, 3), 2, 2, 1))
            .start();
    scene.blocks(99, 100, 0);
    Head theirs = Scene.block(101, 0);
    Hash otherRoot = new Hash(9, 9, 9, 9);
    Head its = new Head(101, theirs.hash(), theirs.parentHash(), otherRoot, theirs.timestampMs());
    scene.push("a", 101, 2_000).push("b", 101, 2_000).push("c", 101, 2_000);
    scene.poll("d", its, Finality.NOT_ASKED, 2_000, 2_000);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(100);
    scene.tick(3_001);
    assertThat(split(scene)).isTrue();
  }

  @Test
  void shouldNotCallAMissingVoteASplit() {
    Scene scene =
        Scene.with()
            .member("a", "", "geth")
            .member("b", "", "geth")
            .member("c", "", "geth")
            .member("d", "", "reth")
            .quorum(new QuorumPlan(new Ratio(1, 1), 2, 2, 1))
            .start();
    scene.push("a", 101, 0).push("b", 101, 0).push("c", 101, 0).tick(3_000);
    assertThat(scene.chain().conditions()).contains(ChainCondition.NO_QUORUM);
    assertThat(split(scene)).isFalse();
  }

  @Test
  void shouldNotCallAMinoritysDivergenceASplit() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(99, 100, 0);
    for (int i = 1; i <= 6; i++) {
      scene.pushBranch("n1", 100 + i, 1, 1_000 + i * 1_000L);
      scene.pushBranch("n2", 100 + i, 1, 1_000 + i * 1_000L);
      scene.pushBranch("n3", 100 + i, 1, 1_000 + i * 1_000L);
      scene.pushBranch("n4", 100 + i, 2, 1_000 + i * 1_000L);
      assertThat(split(scene)).isFalse();
    }
  }

  @Test
  void shouldEndTheSplitWhenASideIsNoLongerBelieved() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(99, 100, 0);
    scene.pushBranch("n1", 101, 1, 2_000).pushBranch("n2", 101, 1, 2_000);
    scene.pushBranch("n3", 101, 2, 2_000).pushBranch("n4", 101, 2, 2_000).tick(3_001);
    assertThat(split(scene)).isTrue();
    scene.fail("n4", FailureKind.INVALID_HEADER, 3_100);
    assertThat(split(scene)).isFalse();
  }

  private static void says(Scene scene, String node, int branch, Set<NodeFlag> flags, long atMs) {
    BlockRef ref = new BlockRef(101, Scene.hash(101, branch));
    scene.gate.onHead(
        new HeadObserved(
            new NodeId(node),
            Transport.POLL,
            atMs * Scene.MS,
            Scene.stamp(atMs),
            Scene.block(900, 7),
            Finality.of(ref, ref),
            flags,
            Verification.OFF));
  }

  @Test
  void shouldHearOfConflictingReportsWhenTheirNodesVouchAgain() {
    Setting setting = Scene.with().patientNodes(3);
    setting.node("w1", "", 0, 60_000).node("w2", "", 0, 60_000).node("w3", "", 0, 60_000);
    Scene scene = setting.start().blocks(99, 100, 0);
    scene.pushBranch("w1", 101, 1, 1_500).pushBranch("w2", 101, 2, 1_500);
    scene.pushBranch("w3", 101, 3, 1_500);
    says(scene, "n2", 2, Set.of(NodeFlag.OPTIMISTIC), 2_000);
    says(scene, "n3", 3, Set.of(NodeFlag.OPTIMISTIC), 2_100);
    says(scene, "n1", 1, Set.of(), 2_200);
    says(scene, "n2", 2, Set.of(), 2_300);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(900);
    says(scene, "n3", 3, Set.of(), 2_400);
    assertThat(split(scene.tick(3_400))).isFalse();
    assertThat(split(scene.tick(3_401))).isTrue();
    scene.pushBranch("n1", 901, 7, 3_500).pushBranch("n2", 901, 7, 3_600);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(901);
    assertThat(split(scene)).as("what they reported is as it was").isTrue();
  }
}
