package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.NodeState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose vote counts for what once a finalized block is contradicted (semantics §5). */
class ContradictionTest {
  private static void says(Scene scene, String node, long height, int branch, int said, long atMs) {
    BlockRef ref = new BlockRef(105, Scene.hash(105, said));
    Finality finality = Finality.of(ref, ref);
    scene.poll(node, Scene.block(height, branch), finality, atMs, atMs);
  }

  private static long reference(Scene scene) {
    return scene.chain().reference().orElseThrow().height();
  }

  private static boolean violated(Scene scene) {
    return scene.chain().conditions().contains(ChainCondition.FINALITY_VIOLATION);
  }

  @Test
  void shouldTakeAVoteInTheStepInWhichAnOlderReportTurnsOutToContradict() {
    Scene scene = Scene.with().patientNodes(4).start().blocks(99, 100, 0);
    for (int height = 101; height <= 112; height++) {
      scene.push("n1", height, 2_000).push("n2", height, 2_000).push("n3", height, 2_000);
    }
    says(scene, "n3", 112, 0, 9, 3_000);
    says(scene, "n4", 100, 0, 0, 3_100);
    assertThat(reference(scene)).isEqualTo(112);
    says(scene, "n1", 112, 0, 0, 3_200);
    assertThat(scene.state("n3")).isEqualTo(NodeState.CORRUPT);
    assertThat(reference(scene)).as("n4 vouches for what it reported").isEqualTo(105);
  }

  @Test
  void shouldBeWithoutQuorumInTheStepInWhichHeadsTurnOutToContradict() {
    Scene scene = Scene.with().patientNodes(3).start().blocks(99, 100, 0);
    for (int height = 101; height <= 110; height++) {
      scene.pushBranch("n2", height, 2, 2_000).pushBranch("n3", height, 2, 2_000);
    }
    says(scene, "n1", 100, 0, 1, 3_000);
    assertThat(reference(scene)).isEqualTo(110);
    says(scene, "n2", 110, 2, 1, 3_100);
    assertThat(scene.state("n3")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.chain().reference()).isEmpty();
    assertThat(violated(scene)).isTrue();
  }

  @Test
  void shouldLookBelowTheReferenceAgainWhenALinkIsLearnt() {
    Scene scene = Scene.with().nodes(3).node("w", "", 0, 4_000).start().blocks(100, 101, 0);
    for (int height = 102; height <= 106; height++) {
      scene.pushBranch("w", height, 1, 1_500);
    }
    for (String node : List.of("n1", "n2", "n3")) {
      BlockRef ref = new BlockRef(102, Scene.hash(102, 0));
      scene.poll(node, Scene.block(102, 0), Finality.of(ref, ref), 2_000, 2_000);
    }
    scene.pushBranch("n1", 108, 1, 2_100).pushBranch("n2", 108, 1, 2_100);
    scene.pushBranch("n1", 109, 1, 2_110).pushBranch("n2", 109, 1, 2_120);
    assertThat(reference(scene)).isEqualTo(109);
    scene.pushBranch("w", 107, 1, 2_200);
    assertThat(scene.state("n1")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.chain().reference()).isEmpty();
  }

  @Test
  void shouldCountNoDrainedNodeAmongThoseThatContradict() {
    Scene scene = Scene.with().patientNodes(6).start().everybody(112, 0);
    for (String node : List.of("n1", "n2", "n3", "n4")) {
      says(scene, node, 112, 0, 0, 1_000);
    }
    says(scene, "n5", 112, 0, 9, 1_100);
    says(scene, "n6", 112, 0, 9, 1_200);
    assertThat(violated(scene)).as("a third is not more than a third").isFalse();
    scene.drain("n1", 90_000, 2_000);
    assertThat(violated(scene)).as("2 of 5").isTrue();
    scene.drain("n5", 90_000, 2_100);
    assertThat(violated(scene)).as("1 of 4").isFalse();
  }

  @Test
  void shouldCountNoNodeThatIsNoLongerPlannedAmongThoseThatContradict() {
    Scene scene = Scene.with().patientNodes(6).start().everybody(112, 0);
    for (String node : List.of("n1", "n2", "n3", "n4")) {
      says(scene, node, 112, 0, 0, 1_000);
    }
    says(scene, "n5", 112, 0, 9, 1_100);
    says(scene, "n6", 112, 0, 9, 1_200);
    Setting without = Scene.with().patientNodes(4).node("n6", "", 1, 60_000);
    assertThat(violated(scene.swap(without, 2_000))).as("1 of 5").isFalse();
    assertThat(scene.state("n6")).isEqualTo(NodeState.CORRUPT);
  }

  @Test
  void shouldVoteForWhatItReportedInADrainWhenThatIsOver() {
    Scene scene = Scene.with().patientNodes(4).start().blocks(99, 104, 0);
    scene.push("n1", 105, 6_000).push("n2", 105, 6_000).drain("n3", 90_000, 6_100);
    says(scene, "n3", 130, 7, 0, 6_200);
    assertThat(reference(scene)).as("2 of 3").isEqualTo(105);
    scene.lift("n3", 6_300);
    assertThat(reference(scene)).as("3 of 4").isEqualTo(105);
  }
}
