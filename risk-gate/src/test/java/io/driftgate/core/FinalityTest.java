package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.NodeState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Semantics §5: what counts as finalized is what a quorum has reported, as strict as any other. */
class FinalityTest {
  @Test
  void shouldTakeNoFinalityFromACorruptNodeUntilItHasRedeemedItself() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(200, 0).fail("n2", FailureKind.INVALID_HEADER, 10);
    scene.finalized("n1", 200, 170, 20).finalized("n2", 200, 170, 30);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    for (int i = 1; i <= 33; i++) {
      scene.push("n1", 200 + i, i * 1_000L).push("n2", 200 + i, i * 1_000L);
    }
    assertThat(scene.chain().finalized().height()).isEqualTo(170);
  }

  @Test
  void shouldHoldAgainstANodeWhatItReportedBeforeTheOtherBlockWasFinal() {
    Scene scene = Scene.with().nodes(4).start();
    scene.everybody(200, 0);
    BlockRef other = new BlockRef(170, Scene.hash(170, 1));
    scene.poll("n4", Scene.block(200, 0), Finality.of(other, other), 10, 10);
    scene.finalized("n1", 200, 170, 20).finalized("n2", 200, 170, 30);
    assertThat(scene.node("n4").state()).isEqualTo(NodeState.IN_SYNC);
    scene.finalized("n3", 200, 170, 40);
    assertThat(scene.chain().finalized().height()).isEqualTo(170);
    assertThat(scene.node("n4").state()).isEqualTo(NodeState.CORRUPT);
  }

  @Test
  void shouldNotKnowFinalityWhileItLiesAboveTheReference() {
    Scene scene = Scene.with().nodes(2).start();
    scene.finalized("n1", 200, 210, 0).finalized("n2", 200, 210, 10);
    assertThat(scene.chain().finalityLagBlocks()).isEmpty();
    scene.everybody(210, 1_000);
    assertThat(scene.chain().finalityLagBlocks()).hasValue(0);
  }

  @Test
  void shouldAskTheSameFamiliesAndOperatorsOfFinalityAsOfHeads() {
    Scene scene =
        Scene.with()
            .member("a", "us", "geth")
            .member("b", "us", "geth")
            .member("c", "them", "reth")
            .quorum(new QuorumPlan(new Ratio(2, 3), 2, 2, 2))
            .start();
    scene.finalized("a", 200, 170, 0).finalized("b", 200, 170, 0);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    scene.finalized("c", 200, 160, 10);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    scene.finalized("a", 200, 160, 20);
    assertThat(scene.chain().finalized().height()).isEqualTo(160);
  }

  @Test
  void shouldCountANodesFinalityOnceItNamesTheMissingFamily() {
    Scene scene =
        Scene.with()
            .member("a", "us", "geth")
            .member("b", "them", "")
            .quorum(new QuorumPlan(new Ratio(2, 3), 2, 2, 2))
            .start();
    scene.finalized("a", 200, 170, 0).finalized("b", 200, 170, 0);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    scene.client("b", "reth", 10);
    assertThat(scene.chain().finalized().height()).isEqualTo(170);
  }

  private static void finalized(Scene scene, String node, int branch, long height, long atMs) {
    BlockRef ref = new BlockRef(height, Scene.block(height, branch).hash());
    scene.poll(node, Scene.block(height + 2, branch), Finality.of(ref, ref), atMs, atMs);
  }

  @Test
  void shouldTakeNoLiarsStateRootForAContradictionOfWhatIsFinal() {
    Scene scene = Scene.with().nodes(4).start().blocks(100, 110, 0);
    scene.show("n4", Scene.twin(104), Verification.OFF, 10_100);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    for (String node : List.of("n1", "n2", "n3")) {
      scene.finalized(node, 110, 108, 10_200);
    }
    assertThat(scene.chain().finalized().height()).isEqualTo(108);
    scene.finalized("n1", 110, 104, 10_300);
    assertThat(violated(scene)).isFalse();
  }

  private static boolean violated(Scene scene) {
    return scene.chain().conditions().contains(ChainCondition.FINALITY_VIOLATION);
  }

  @Test
  void shouldFinalizeNothingWhereNodesAgreeOnAHeightButNotOnAHash() {
    Scene scene = Scene.with().nodes(3).start();
    finalized(scene, "n1", 1, 110, 0);
    finalized(scene, "n2", 2, 110, 0);
    finalized(scene, "n3", 3, 110, 0);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
  }

  @Test
  void shouldTakeANodeThatContradictsWhatIsFinalForCorrupt() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(99, 100, 0);
    for (String node : List.of("n1", "n2", "n3")) {
      finalized(scene, node, 1, 110, 2_000);
    }
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
    scene.pushBranch("n4", 109, 2, 2_100);
    assertThat(scene.state("n4")).isNotEqualTo(NodeState.CORRUPT);
    scene.pushBranch("n4", 110, 2, 2_200);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    assertThat(violated(scene)).isFalse();
  }

  @Test
  void shouldNotRedeemANodeByShowingAgainTheHeadThatContradicts() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(99, 100, 0);
    for (String node : List.of("n1", "n2", "n3")) {
      finalized(scene, node, 1, 110, 2_000);
    }
    scene.pushBranch("n4", 110, 2, 2_200).pushBranch("n4", 110, 2, 2_300);
    for (int i = 1; i <= 31; i++) {
      scene.pushBranch("n4", 110 + i, 1, 2_300 + i * 100L);
    }
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    scene.pushBranch("n4", 142, 1, 5_500);
    assertThat(scene.state("n4")).isNotEqualTo(NodeState.CORRUPT);
  }

  @Test
  void shouldTakeTheLowerHashWhereAReportAndAHeadMakeTwoQuorumsAtOneHeight() {
    assertThat(referenceOfTwo(1, 2)).isEqualTo(referenceOfTwo(2, 1));
  }

  private static long referenceOfTwo(int reported, int shown) {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(99, 100, 0).pushBranch("n2", 101, reported, 2_000);
    scene.pushBranch("n3", 101, shown, 2_000).pushBranch("n1", 101, reported, 2_000);
    BlockRef ref = new BlockRef(101, Scene.hash(101, reported));
    scene.poll("n1", Scene.block(101, reported), Finality.of(ref, ref), 2_010, 2_010);
    scene.pushBranch("n1", 101, shown, 2_020);
    return scene.chain().reference().orElseThrow().hash().b();
  }

  @Test
  void shouldDateAFinalizedBlockByTheReportOfAVoterThatNeverShowedIt() {
    Scene scene = Scene.with().nodes(3).node("w", "", 0, 4_000).start();
    scene.blocks(99, 100, 0).push("w", 101, 2_000);
    BlockRef ref = new BlockRef(101, Scene.hash(101, 0));
    scene.poll("n1", Scene.block(300, 7), Finality.of(ref, ref), 2_100, 2_100);
    scene.push("n2", 101, 2_500).poll("n3", 100, 2_600, 2_600);
    assertThat(scene.node("n3").behindNanos()).hasValue(500_000_000);
  }

  @Test
  void shouldTakeTheVotesOfThoseAtOnceThatALinkTurnsOutToMakeCorrupt() {
    Scene scene = Scene.with().nodes(3).node("w", "", 0, 4_000).start();
    scene.blocks(100, 101, 0);
    for (int height = 102; height <= 106; height++) {
      scene.pushBranch("w", height, 1, 1_500);
    }
    for (String node : List.of("n1", "n2", "n3")) {
      finalized(scene, node, 102, 102, 2_000);
    }
    assertThat(scene.state("w")).isEqualTo(NodeState.CORRUPT);
    scene.pushBranch("n1", 108, 1, 2_100).pushBranch("n2", 108, 1, 2_100);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(108);
    scene.pushBranch("w", 107, 1, 2_200);
    assertThat(scene.state("n1")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.chain().reference()).isEmpty();
  }

  @Test
  void shouldHoldAgainstANodeWhatItShowedBeforeTheOtherBlockWasFinal() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(99, 100, 0).pushBranch("n4", 110, 2, 1_900);
    for (String node : List.of("n1", "n2", "n3")) {
      finalized(scene, node, 1, 110, 2_000);
    }
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
  }

  @Test
  void shouldCallItAViolationOnceWhenMoreContradictThanAQuorumCanSpare() {
    Scene scene = Scene.with().nodes(3).start();
    finalized(scene, "n1", 1, 110, 0);
    finalized(scene, "n2", 1, 110, 0);
    finalized(scene, "n3", 2, 110, 100);
    assertThat(scene.state("n3")).isEqualTo(NodeState.CORRUPT);
    assertThat(violated(scene)).as("a third is not more than a third").isFalse();
    finalized(scene, "n2", 2, 110, 200);
    assertThat(violated(scene)).isTrue();
    finalized(scene, "n2", 2, 110, 300);
    assertThat(scene.notices)
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.FINALITY_VIOLATION);
  }

  @Test
  void shouldRemainViolatedOnceAQuorumFinalizedWhatConflicts() {
    Scene scene = Scene.with().patientNodes(3).start();
    scene.blocks(99, 100, 0);
    for (int height = 101; height <= 104; height++) {
      scene.pushBranch("n1", height, 1, 1_000).pushBranch("n2", height, 1, 1_000);
      scene.pushBranch("n3", height, 2, 1_000);
    }
    BlockRef one = new BlockRef(102, Scene.block(102, 1).hash());
    BlockRef other = new BlockRef(104, Scene.block(104, 2).hash());
    scene.poll("n1", Scene.block(105, 1), Finality.of(one, one), 2_000, 2_000);
    scene.poll("n2", Scene.block(105, 1), Finality.of(one, one), 2_000, 2_000);
    assertThat(scene.chain().finalized()).isEqualTo(one);
    scene.poll("n1", Scene.block(900, 7), Finality.of(other, other), 2_100, 2_100);
    scene.poll("n2", Scene.block(900, 7), Finality.of(other, other), 2_100, 2_100);
    assertThat(violated(scene)).isTrue();
    scene.blocks(901, 980, 3_000);
    assertThat(violated(scene)).isTrue();
  }

  @Test
  void shouldWithdrawInTheStepInWhichFinalityIsViolatedThoughTheQuorumStays() {
    Scene scene = Scene.with().patientNodes(3).start().blocks(85, 100, 0);
    for (int height = 101; height <= 104; height++) {
      scene.pushBranch("n1", height, 1, 16_000).pushBranch("n2", height, 1, 16_000);
      scene.pushBranch("n3", height, 2, 16_000);
    }
    BlockRef one = new BlockRef(102, Scene.block(102, 1).hash());
    BlockRef other = new BlockRef(104, Scene.block(104, 2).hash());
    scene.poll("n1", Scene.block(105, 1), Finality.of(one, one), 16_100, 16_100);
    scene.poll("n2", Scene.block(105, 1), Finality.of(one, one), 16_200, 16_200);
    scene.pushBranch("n1", 900, 7, 16_300).pushBranch("n2", 900, 7, 16_400);
    scene.poll("n1", Scene.block(900, 7), Finality.of(other, other), 16_500, 16_500);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.poll("n2", Scene.block(900, 7), Finality.of(other, other), 16_600, 16_600);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons()).extracting("bound").containsExactly("FINALITY_VIOLATION");
  }

  @Test
  void shouldPublishNoFinalityThatLiesAboveTheReference() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(99, 103, 0);
    scene.finalized("n1", 110, 105, 4_000).finalized("n2", 110, 105, 4_000);
    scene.finalized("n3", 110, 105, 4_000);
    assertThat(scene.chain().finalityLagBlocks().orElseThrow()).isEqualTo(5);
    scene.tick(9_500).push("n1", 104, 9_600).push("n2", 104, 9_600).push("n3", 104, 9_600);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(104);
    assertThat(scene.chain().finalityLagBlocks()).isEmpty();
    assertThat(scene.chain().finalized().isPresent()).isFalse();
  }

  @Test
  void shouldNotKnowFinalityWhileTooFewSayAnythingOfIt() {
    Scene scene = Scene.with().nodes(3).start();
    scene.finalized("n1", 200, 170, 0).finalized("n2", 200, 170, 0).finalized("n3", 200, 170, 0);
    assertThat(scene.chain().finalityLagBlocks().orElseThrow()).isEqualTo(30);
    scene.finalized("n1", 200, 100, 10);
    assertThat(scene.chain().finalityLagBlocks().orElseThrow()).isEqualTo(30);
    scene.finalized("n2", 200, 100, 20);
    assertThat(scene.chain().finalityLagBlocks()).isEmpty();
    scene.finalized("n2", 200, 170, 30);
    assertThat(scene.chain().finalityLagBlocks().orElseThrow()).isEqualTo(30);
  }

  @Test
  void shouldCountANodesFinalizedBlockAsItsVoteWhereItsHeadIsUnlinked() {
    Scene scene = Scene.with().nodes(3).start();
    scene.push("n1", 100, 0).push("n1", 101, 10).push("n2", 100, 20);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(100);
    BlockRef ref = new BlockRef(101, Scene.hash(101, 0));
    scene.poll("n3", Scene.block(500, 3), Finality.of(ref, ref), 30, 30);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(101);
    assertThat(scene.chain().leading().height()).isEqualTo(101);
  }

  @Test
  void shouldNotHoldAReportAgainstANodeThatIsNotRememberedAnyMore() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 170, 0);
    BlockRef other = new BlockRef(101, Scene.hash(101, 1));
    scene.poll("n1", Scene.block(101, 1), Finality.of(other, other), 70_100, 70_100);
    scene.push("n1", 170, 70_200).everybody(171, 71_000).everybody(172, 72_000);
    assertThat(scene.state("n1")).isEqualTo(NodeState.DIVERGED);
    for (int i = 0; i < 63; i++) {
      scene.finalized("n1", 172, 102 + i, 72_001 + i);
    }
    assertThat(scene.state("n1")).isEqualTo(NodeState.DIVERGED);
    scene.finalized("n1", 172, 165, 72_100);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
  }
}
