package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.view.NodeState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes a node CORRUPT, what ends it, and when it is our knowledge that is old. */
class CorruptNodesTest {
  private static Scene five() {
    Scene scene = Scene.with().nodes(5).start();
    return scene.blocks(100, 103, 0);
  }

  private static Scene shown(Scene scene, long height, Verification by, long atMs, String... who) {
    for (String node : who) {
      scene.show(node, height, by, atMs);
    }
    return scene;
  }

  @Test
  void shouldNotRedeemANodeThatShowsTwoKnownHeadsInTurn() {
    Scene scene = five().fail("n5", FailureKind.INVALID_HEADER, 3_100);
    for (int i = 0; i < 200; i++) {
      scene.push("n5", 102 + i % 2, 3_200 + i).pushBranch("n5", 102, i % 3, 3_200 + i);
    }
    assertThat(scene.state("n5")).isEqualTo(NodeState.CORRUPT);
  }

  @Test
  void shouldRedeemAfterThirtyTwoRisingHeadsWhateverIsRepeatedBetween() {
    Scene scene = five().fail("n5", FailureKind.INVALID_HEADER, 3_100);
    for (int i = 1; i <= 31; i++) {
      scene.everybody(103 + i, 3_000 + i * 1_000L).push("n5", 103 + i, 3_100 + i * 1_000L);
    }
    assertThat(scene.state("n5")).isEqualTo(NodeState.CORRUPT);
    scene.everybody(135, 35_000);
    assertThat(scene.state("n5")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldBeginTheRowAnewWithEachMismatch() {
    Scene scene = five().show("n5", 104, Verification.MISMATCH, 3_900);
    assertThat(scene.state("n5")).isEqualTo(NodeState.CORRUPT);
    scene.blocks(104, 134, 4_000).show("n5", 135, Verification.MISMATCH, 34_900);
    scene.blocks(135, 165, 35_000);
    assertThat(scene.state("n5")).isEqualTo(NodeState.CORRUPT);
    scene.blocks(166, 167, 66_000);
    assertThat(scene.state("n5")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldCountEachFalseHeadAsAnInvalidHeader() {
    Scene scene = shown(five(), 104, Verification.MISMATCH, 3_900, "n5");
    shown(scene, 105, Verification.MISMATCH, 4_900, "n5");
    assertThat(scene.node("n5").failures()).containsEntry(FailureKind.INVALID_HEADER, 2L);
    assertThat(scene.node("n5").lastFailure()).as("every exchange was answered").isEmpty();
  }

  @Test
  void shouldCountNoHeadAsInvalidWhileHashesCannotBeReproduced() {
    Scene scene = five();
    for (int i = 1; i <= 5; i++) {
      shown(scene, 104, Verification.MISMATCH, 4_000 + i, "n" + i);
    }
    shown(scene, 105, Verification.MISMATCH, 5_000, "n1", "n2", "n3", "n4", "n5");
    assertThat(scene.node("n1").failures()).containsEntry(FailureKind.INVALID_HEADER, 1L);
    assertThat(scene.node("n5").failures()).isEmpty();
    assertThat(scene.node("n1").state()).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldBlameNobodyForFieldsThatAreNotKnownHere() {
    Scene scene = shown(five(), 104, Verification.UNKNOWN_FIELDS, 4_000, "n5");
    assertThat(scene.state("n5")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.node("n5").flags()).contains(NodeFlag.VERIFY_UNSUPPORTED);
    assertThat(scene.notices).isEmpty();
  }

  @Test
  void shouldTakeAHashThatAQuorumNamesForItsOwnIgnoranceAndSaySoOnce() {
    Scene scene = shown(five(), 104, Verification.MISMATCH, 4_000, "n1", "n2", "n3");
    assertThat(scene.state("n1")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.chain().reference()).isEmpty();
    shown(scene, 104, Verification.MISMATCH, 4_100, "n4", "n5");
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(104);
    for (String node : List.of("n1", "n2", "n3", "n4", "n5")) {
      assertThat(scene.state(node)).isEqualTo(NodeState.IN_SYNC);
      assertThat(scene.node(node).flags()).contains(NodeFlag.VERIFY_UNSUPPORTED);
    }
    shown(scene, 105, Verification.MISMATCH, 5_000, "n1", "n2", "n3", "n4", "n5");
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.notices)
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.VERIFY_UNSUPPORTED);
    assertThat(scene.notices).extracting(Notice::subject).containsExactly("eth");
  }

  @Test
  void shouldStillBlameForOtherFaultsWhileVerificationIsUnsupported() {
    Scene scene = five().fail("n5", FailureKind.INVALID_HEADER, 3_500);
    shown(scene, 104, Verification.MISMATCH, 4_000, "n1", "n2", "n3", "n4", "n5");
    assertThat(scene.state("n4")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.state("n5")).isEqualTo(NodeState.CORRUPT);
  }

  @Test
  void shouldVerifyAgainOnceTheReferenceRoseToAVerifiedBlock() {
    Scene scene = five();
    shown(scene, 104, Verification.MISMATCH, 4_000, "n1", "n2", "n3", "n4");
    shown(scene, 105, Verification.VERIFIED, 5_000, "n1", "n2", "n3");
    shown(scene, 105, Verification.MISMATCH, 5_100, "n5");
    assertThat(scene.state("n5")).as("still our ignorance").isEqualTo(NodeState.IN_SYNC);
    shown(scene, 106, Verification.VERIFIED, 6_000, "n1", "n2", "n3", "n4");
    shown(scene, 106, Verification.MISMATCH, 6_100, "n5");
    assertThat(scene.state("n5")).isEqualTo(NodeState.CORRUPT);
  }

  @Test
  void shouldCallWhoeverShowsTheLighterOfTwoRootsCorruptOnlyWhenItCannotTurn() {
    Scene scene = five();
    scene.show("n4", Scene.twin(104), Verification.OFF, 3_990);
    scene.show("n5", Scene.twin(104), Verification.OFF, 3_991);
    scene.push("n1", 104, 4_000);
    assertThat(scene.state("n1")).as("two against one, of five").isEqualTo(NodeState.IN_SYNC);
    scene.push("n2", 104, 4_001).push("n3", 104, 4_002);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.state("n5")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldDecideNothingBetweenTwoRootsOfEvenWeight() {
    Scene scene = Scene.with().nodes(4).start().blocks(100, 103, 0);
    scene.push("n1", 104, 4_000).push("n2", 104, 4_000);
    scene.show("n3", Scene.twin(104), Verification.OFF, 4_000);
    scene.show("n4", Scene.twin(104), Verification.OFF, 4_000).tick(7_000);
    for (String node : List.of("n1", "n2", "n3", "n4")) {
      assertThat(scene.state(node)).isNotEqualTo(NodeState.CORRUPT);
    }
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(103);
  }

  @Test
  void shouldCallAWatcherOnTheLighterRootCorruptToo() {
    Scene scene = Scene.with().nodes(3).node("w", "", 0, 4_000).start().blocks(100, 104, 0);
    scene.show("w", Scene.twin(104), Verification.OFF, 4_100);
    assertThat(scene.state("w")).isEqualTo(NodeState.CORRUPT);
  }

  @Test
  void shouldLinkAChildToTheRootThatMoreVotersHaveShown() {
    Scene scene = Scene.with().nodes(4).start().blocks(100, 103, 0);
    scene.show("n4", Scene.twin(104), Verification.OFF, 4_000);
    scene.push("n1", 105, 4_990);
    scene.push("n2", 104, 5_000).push("n3", 104, 5_010);
    assertThat(scene.chain().reference().orElseThrow().stateRoot())
        .isEqualTo(Scene.block(104, 0).stateRoot());
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    scene.push("n2", 105, 5_020).push("n3", 105, 5_030).tick(8_000);
    for (String node : List.of("n1", "n2", "n3")) {
      assertThat(scene.state(node)).isEqualTo(NodeState.IN_SYNC);
    }
    assertThat(scene.chain().reorgs()).isZero();
  }

  @Test
  void shouldLetNoUnreproducibleHeadLeadAlone() {
    Scene scene = Scene.with().nodes(2).start().blocks(100, 103, 0);
    scene.show("n1", 104, Verification.UNKNOWN_FIELDS, 4_000);
    assertThat(scene.chain().leading().height()).isEqualTo(103);
    scene.show("n1", 104, Verification.VERIFIED, 4_010);
    assertThat(scene.chain().leading().height()).isEqualTo(104);
  }

  private static Head above(long height, long parent) {
    Head block = Scene.block(height, 3);
    return new Head(height, block.hash(), Scene.hash(parent, 0), block.stateRoot(), 1);
  }

  @Test
  void shouldLetALoneLiarLeadNoFurtherThanTheReferencesAgeExplains() {
    Scene scene = Scene.with().nodes(2).start().blocks(100, 103, 0);
    scene.show("n2", above(900, 103), Verification.OFF, 3_500).push("n1", 104, 4_000);
    assertThat(scene.chain().leading().height()).isEqualTo(104);
    assertThat(scene.node("n1").behindNanos().orElseThrow()).isZero();
    assertThat(scene.state("n2")).isEqualTo(NodeState.SUSPECT);
    scene.show("n2", above(106, 103), Verification.OFF, 4_100);
    assertThat(scene.chain().leading().height()).isEqualTo(106);
  }

  @Test
  void shouldLookAgainAtWhatANodeLacksWhenAnotherDropsABlockThatItsHeadStoodOn() {
    Scene scene = five().fail("n4", FailureKind.INVALID_HEADER, 3_100);
    scene.fail("n5", FailureKind.INVALID_HEADER, 3_100);
    scene.pushBranch("n4", 101, 1, 3_200).pushBranch("n5", 101, 1, 3_200);
    scene.pushBranch("n4", 102, 1, 3_300);
    assertThat(scene.node("n4").behindNanos()).as("101 lacks").hasValue(2_300 * Scene.MS);
    scene.pushBranch("n5", 102, 1, 3_400);
    assertThat(scene.node("n4").behindNanos()).as("102 lacks").hasValue(1_300 * Scene.MS);
  }

  @Test
  void shouldStopToLeadAloneWhenTheSameHeadTurnsOutUnreproducible() {
    Scene scene = Scene.with().nodes(2).start().blocks(99, 100, 0);
    scene.show("n1", 101, Verification.VERIFIED, 2_000);
    assertThat(scene.chain().leading().height()).isEqualTo(101);
    scene.show("n1", 101, Verification.UNKNOWN_FIELDS, 2_100);
    assertThat(scene.chain().leading().height()).isEqualTo(100);
    scene.show("n1", 101, Verification.VERIFIED, 2_200);
    assertThat(scene.chain().leading().height()).isEqualTo(101);
  }

  @Test
  void shouldLetARootWinWithTheFamiliesThatAQuorumTakes() {
    Scene scene =
        Scene.with()
            .member("a", "", "geth")
            .member("b", "", "geth")
            .member("c", "", "reth")
            .member("d", "", "geth")
            .quorum(new QuorumPlan(new Ratio(2, 3), 2, 2, 1))
            .start()
            .blocks(99, 100, 0);
    scene.push("a", 101, 2_000).push("b", 101, 2_000);
    scene.show("d", Scene.twin(101), Verification.OFF, 2_000);
    assertThat(scene.state("d")).isNotEqualTo(NodeState.CORRUPT);
    scene.push("c", 101, 2_100);
    assertThat(scene.state("d")).isEqualTo(NodeState.CORRUPT);
  }
}
