package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.view.NodeState;
import org.junit.jupiter.api.Test;

/** The head of a node that shows higher and lower ones in turn (semantics §4, JITTER). */
class JitterTest {
  private static final long MS = Scene.MS;

  private static long head(Scene scene, String node) {
    return scene.node(node).head().orElseThrow().height();
  }

  @Test
  void shouldFallBackAtTheDeadlineAndTakeTheVoteAlong() {
    Scene scene = Scene.with().nodes(2).start();
    scene.blocks(100, 105, 0);
    scene.poll("n1", 104, 6_000, 6_010).poll("n2", 103, 8_000, 8_010);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(105);
    scene.tick(9_000);
    assertThat(head(scene, "n1")).isEqualTo(105);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(9_000 * MS + 1);
    scene.tickNanos(9_000 * MS + 1);
    assertThat(head(scene, "n1")).isEqualTo(104);
    assertThat(head(scene, "n2")).isEqualTo(103);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(103);
  }

  @Test
  void shouldCallFallingBackNeitherARiseNorAReorg() {
    Scene scene = Scene.with().nodes(2).start();
    scene.blocks(100, 105, 0);
    long stalenessBefore = scene.tick(5_500).chain().stalenessNanos().orElseThrow();
    scene.poll("n1", 104, 8_000, 8_010).poll("n2", 104, 8_000, 8_010).tick(9_500);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(104);
    assertThat(scene.chain().reorgs()).isZero();
    assertThat(scene.chain().stalenessNanos().orElseThrow())
        .isEqualTo(stalenessBefore + 4_000 * MS);
    scene.everybody(105, 9_600);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(105);
    assertThat(scene.chain().stalenessNanos().orElseThrow())
        .isEqualTo(stalenessBefore + 4_100 * MS);
  }

  @Test
  void shouldReplaceTheHeadAtOnceByAnotherHashAtItsHeight() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 105, 0).pushBranch("n3", 101, 7, 5_100);
    assertThat(scene.node("n3").head().orElseThrow()).isEqualTo(Scene.block(101, 7));
    assertThat(scene.node("n3").flags()).doesNotContain(NodeFlag.JITTER);
  }

  @Test
  void shouldStandByItsHeadWhileNothingElseIsShown() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 105, 0).trustPush("n1", 5_000);
    for (int i = 6; i <= 30; i++) {
      scene.keepAlive("n1", i * 1_000L);
    }
    assertThat(head(scene, "n1")).isEqualTo(105);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldShowJitterForAMinuteAndOnlyForAnswersAskedForAfterTheHigherHead() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 105, 0).poll("n3", 104, 4_990, 5_010);
    assertThat(scene.node("n3").flags()).doesNotContain(NodeFlag.JITTER);
    scene.poll("n3", 104, 5_001, 5_020).tick(65_020);
    assertThat(scene.node("n3").flags()).contains(NodeFlag.JITTER);
    scene.tick(65_021);
    assertThat(scene.node("n3").flags()).doesNotContain(NodeFlag.JITTER);
  }

  @Test
  void shouldRememberOnlySoManyLowerHeadsAndTheNewestOfThem() {
    Scene scene = Scene.with().nodes(2).node("w", "", 0, 4_000).start();
    scene.blocks(100, 130, 0);
    for (int i = 1; i <= 20; i++) {
      scene.poll("w", 130 - i, 30_000 + i, 30_000 + i);
    }
    scene.tick(34_000);
    assertThat(head(scene, "w")).isEqualTo(130);
    scene.tickNanos(34_000 * MS + 1);
    assertThat(head(scene, "w")).as("of 129 to 110 the newest 16 are known").isEqualTo(125);
  }

  @Test
  void shouldRiseByAnAnswerThatIsStampedBeforeAllLowerHeadsItRemembers() {
    Scene scene = Scene.with().nodes(2).node("w", "", 0, 4_000).start();
    scene.blocks(100, 130, 0);
    for (int i = 1; i <= 20; i++) {
      scene.poll("w", 130 - i, 30_000 + i, 30_000 + i);
    }
    scene.poll("w", 131, 29_999, 29_999);
    assertThat(head(scene, "w")).isEqualTo(131);
    scene.tick(34_000);
    assertThat(head(scene, "w")).isEqualTo(130);
  }

  @Test
  void shouldBearALivenessTimeoutThatNeverEnds() {
    Scene scene =
        Scene.with().node("n1", "", 1, Long.MAX_VALUE / MS).node("n2", "", 1, 4_000).start();
    scene.everybody(100, 1_000).poll("n1", 99, 2_000, 2_000).tick(1_000_000_000);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.state("n2")).isEqualTo(NodeState.UNKNOWN);
  }
}
