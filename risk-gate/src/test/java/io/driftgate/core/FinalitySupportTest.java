package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who supports a finalized block, from when, and for how long (definitions, Finality). */
class FinalitySupportTest {
  private static BlockRef ref(long height, int branch) {
    return new BlockRef(height, Scene.hash(height, branch));
  }

  private static void says(
      Scene scene, String node, long height, int branch, BlockRef finalized, long atMs) {
    Finality said = Finality.of(finalized, finalized);
    scene.poll(node, Scene.block(height, branch), said, atMs, atMs);
  }

  private static boolean violated(Scene scene) {
    return scene.chain().conditions().contains(ChainCondition.FINALITY_VIOLATION);
  }

  private static Scene allOf(int nodes) {
    QuorumPlan all = new QuorumPlan(new Ratio(1, 1), 2, 1, 1);
    return Scene.with().patientNodes(nodes).quorum(all).start();
  }

  @Test
  void shouldNotCountForgottenReportsOfABlockThatAnotherRemembers() {
    Scene scene = Scene.with().patientNodes(4).start();
    scene.finalized("n1", 2_000, 100, 0).finalized("n3", 2_000, 100, 1);
    for (int i = 1; i <= 64; i++) {
      scene.finalized("n1", 2_000, 100 + i, 1 + i);
    }
    scene.finalized("n2", 2_000, 100, 100);
    assertThat(scene.chain().finalized().isPresent()).as("2 of 4").isFalse();
    scene.finalized("n4", 2_000, 100, 101);
    assertThat(scene.chain().finalized().height()).isEqualTo(100);
  }

  @Test
  void shouldFinalizeNothingThatNobodyRemembersHavingReported() {
    checkForgotten(Scene.with().patientNodes(3).start(), false);
    checkForgotten(Scene.with().patientNodes(4).start(), true);
  }

  /** With or without another choice of voters between the report and its being forgotten. */
  private static void checkForgotten(Scene scene, boolean drains) {
    scene.everybody(110, 1).everybody(111, 2).everybody(112, 3);
    scene.finalized("n1", 112, 110, 10);
    if (drains) {
      scene.drain("n4", 90_000, 10);
    }
    for (int i = 0; i < 64; i++) {
      says(scene, "n1", 112, 0, ref(2_000 + i, 9), 11 + i);
    }
    says(scene, "n2", 112, 0, ref(3_000, 4), 100);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    scene.finalized("n3", 112, 110, 101);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldNotCountWhatADrainedNodeHasReported() {
    Scene scene = Scene.with().patientNodes(4).start();
    scene.finalized("n1", 112, 110, 1).finalized("n4", 112, 110, 2).drain("n4", 90_000, 3);
    assertThat(scene.chain().finalized().isPresent()).as("1 of 3").isFalse();
    scene.finalized("n2", 112, 110, 4);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldNotCountADrainedNodeAmongThoseThatKnowOfFinality() {
    Scene scene = Scene.with().patientNodes(5).start().everybody(112, 0);
    for (String node : List.of("n1", "n2", "n3", "n4", "n5")) {
      scene.finalized(node, 112, 110, 1);
    }
    assertThat(scene.chain().finalityLagBlocks()).hasValue(2);
    scene.finalized("n3", 112, 100, 2).finalized("n5", 112, 100, 2);
    assertThat(scene.chain().finalityLagBlocks()).as("3 of 5").isEmpty();
    scene.drain("n4", 90_000, 3);
    assertThat(scene.chain().finalityLagBlocks()).as("2 of 4").isEmpty();
    scene.finalized("n5", 112, 110, 4);
    assertThat(scene.chain().finalityLagBlocks()).as("3 of 4").hasValue(2);
  }

  @Test
  void shouldCountForTheAncestorOfALowerReportThatTheHeadDoesNotStandOn() {
    Scene scene = Scene.with().patientNodes(2).start();
    scene.push("n1", 110, 1).push("n1", 111, 2).push("n1", 112, 3);
    scene.finalized("n1", 112, 110, 10);
    says(scene, "n2", 500, 5, ref(115, 4), 11);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    says(scene, "n2", 500, 5, ref(111, 0), 12);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldCountForABlockRightAboveTheReportBefore() {
    Scene scene = Scene.with().patientNodes(2).start();
    scene.blocks(109, 112, 0);
    scene.finalized("n1", 112, 110, 10).finalized("n2", 112, 109, 11);
    assertThat(scene.chain().finalized().height()).isEqualTo(109);
    scene.finalized("n2", 112, 111, 12);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldNotCountForABlockThatTheHeadHasLeft() {
    Scene scene = allOf(3);
    scene.everybody(110, 1).everybody(111, 2).everybody(112, 3);
    says(scene, "n1", 112, 0, ref(115, 4), 10);
    scene.finalized("n2", 112, 110, 11).pushBranch("n1", 500, 5, 12);
    scene.finalized("n3", 112, 110, 13);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    scene.push("n1", 113, 14);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldVoteForAReportedBlockFromWhenItIsShown() {
    Scene scene = Scene.with().nodes(3).start();
    scene.push("n1", 100, 0).push("n2", 100, 10);
    says(scene, "n3", 500, 3, ref(101, 0), 20);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(100);
    scene.push("n1", 101, 30);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(101);
  }

  @Test
  void shouldCountAReportForTheOneOfTwoBlocksThatMoreVotersHaveShown() {
    Scene scene = Scene.with().patientNodes(4).node("w", "", 0, 60_000).start().blocks(99, 100, 0);
    scene.show("w", Scene.twin(101), Verification.OFF, 2_000);
    Finality finality = Finality.of(ref(101, 0), ref(101, 0));
    scene.gate.onHead(
        new HeadObserved(
            new NodeId("n3"),
            Transport.POLL,
            2_100 * Scene.MS,
            Scene.stamp(2_100),
            Scene.block(500, 3),
            finality,
            Set.of(NodeFlag.OPTIMISTIC),
            Verification.OFF));
    scene.push("n1", 101, 2_200).push("n2", 101, 2_300);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(100);
    says(scene, "n3", 500, 3, ref(101, 0), 2_400);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(101);
  }

  /** 102 is final, n1 and n2 are elsewhere; n3 knows of neither. */
  private static Scene finalOnOneBranch() {
    Scene scene = Scene.with().patientNodes(3).node("w", "", 0, 60_000).start();
    scene.blocks(85, 100, 0);
    for (int height = 101; height <= 105; height++) {
      scene.pushBranch("n1", height, 1, 16_000).pushBranch("n2", height, 1, 16_000);
    }
    says(scene, "n1", 105, 1, ref(102, 1), 16_050);
    says(scene, "n2", 105, 1, ref(102, 1), 16_050);
    assertThat(scene.chain().finalized()).isEqualTo(ref(102, 1));
    scene.pushBranch("n1", 130, 7, 16_100).pushBranch("n2", 130, 7, 16_100);
    return scene;
  }

  /** A watcher shows a block of branch 2, which skips the height that is final. */
  private static void showOther(Scene scene, long height, BlockRef parent, long atMs) {
    Hash root = new Hash(height, 2, 2, 2);
    Head head = new Head(height, Scene.hash(height, 2), parent.hash(), root, 0);
    scene.show("w", head, Verification.OFF, atMs);
  }

  @Test
  void shouldCallItAViolationWhenLinksShowThatTwoFinalizedBlocksConflict() {
    Scene scene = finalOnOneBranch();
    says(scene, "n1", 130, 7, ref(110, 2), 16_200);
    says(scene, "n2", 130, 7, ref(110, 2), 16_200);
    assertThat(scene.chain().finalized()).isEqualTo(ref(110, 2));
    showOther(scene, 104, ref(100, 0), 16_300);
    assertThat(violated(scene)).as("not known yet").isFalse();
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    showOther(scene, 110, ref(104, 2), 16_400);
    assertThat(violated(scene)).isTrue();
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons()).extracting("bound").containsExactly("FINALITY_VIOLATION");
  }

  @Test
  void shouldCallItAViolationWhenLinksShowThatALowerBlockOfAQuorumConflicts() {
    Scene scene = finalOnOneBranch();
    says(scene, "n1", 130, 7, ref(110, 1), 16_200);
    says(scene, "n2", 130, 7, ref(110, 1), 16_200);
    assertThat(scene.chain().finalized()).isEqualTo(ref(110, 1));
    says(scene, "n1", 130, 7, ref(106, 2), 16_250);
    says(scene, "n2", 130, 7, ref(106, 2), 16_250);
    showOther(scene, 104, ref(100, 0), 16_300);
    assertThat(violated(scene)).as("not known yet").isFalse();
    showOther(scene, 106, ref(104, 2), 16_400);
    assertThat(violated(scene)).isTrue();
  }

  @Test
  void shouldCallLinksThatAgreeWithWhatIsFinalNoViolation() {
    Scene scene = finalOnOneBranch();
    says(scene, "n1", 130, 7, ref(110, 1), 16_200);
    says(scene, "n2", 130, 7, ref(110, 1), 16_200);
    for (int height = 106; height <= 111; height++) {
      scene.pushBranch("w", height, 1, 16_300);
    }
    assertThat(violated(scene)).isFalse();
  }

  /** The reference is 100 since 15 s, and 70 is final. */
  private static Scene bound(String withdraw) {
    Setting setting = Scene.with().patientNodes(3);
    Scene scene = setting.bound(Metric.FINALITY_LAG, null, null, withdraw, null).start();
    scene.everybody(84, 0).finalized("n1", 84, 70, 100).finalized("n2", 84, 70, 200);
    scene.blocks(85, 100, 300);
    assertThat(scene.chain().finalityLagBlocks()).hasValue(30);
    return scene;
  }

  @Test
  void shouldBeginToRelaxInTheStepInWhichTheFinalizedBlockRises() {
    Scene scene = bound("20");
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.blocks(101, 102, 16_000);
    scene.finalized("n1", 102, 95, 17_500).finalized("n2", 102, 95, 17_500);
    scene.blocks(103, 112, 18_000);
    assertThat(scene.tick(27_499).quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.tick(27_500).quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldCountTheGraceFromTheStepInWhichFinalityBecameUnknown() {
    Scene scene = bound("50").tick(17_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.finalized("n1", 100, 60, 17_500).finalized("n2", 100, 60, 17_500);
    assertThat(scene.chain().finalityLagBlocks()).isEmpty();
    assertThat(scene.tickNanos(47_500 * Scene.MS).quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.tickNanos(47_500 * Scene.MS + 1).quotes()).isEqualTo(Quotes.WITHDRAW);
  }
}
