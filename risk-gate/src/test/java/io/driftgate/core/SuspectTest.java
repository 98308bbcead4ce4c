package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.view.NodeState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Too high, or too fast, to be believed (semantics §4, SUSPECT). */
class SuspectTest {
  private static final long MS = Scene.MS;

  /** A head that nothing links: the blocks below it are not known. */
  private static Scene jump(Scene scene, String node, long height, long atMs) {
    Head head = Scene.block(height, 4);
    return scene.show(node, head, Verification.OFF, atMs);
  }

  @Test
  void shouldSuspectOnlyBeyondMaxLead() {
    Scene scene = Scene.with().nodes(3).maxLead(20).start().blocks(100, 105, 0);
    jump(scene, "n3", 125, 5_100);
    assertThat(scene.state("n3")).isEqualTo(NodeState.IN_SYNC);
    jump(scene, "n3", 126, 5_200);
    assertThat(scene.state("n3")).isEqualTo(NodeState.SUSPECT);
  }

  @Test
  void shouldEndSuspicionAtTheInstantAtWhichTheLeadingHeadIsNoLongerFresh() {
    Scene scene = Scene.with().patientNodes(3).start().blocks(100, 105, 0);
    jump(scene, "n3", 200, 5_100).tick(7_000);
    assertThat(scene.state("n3")).isEqualTo(NodeState.SUSPECT);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(7_000 * MS + 1);
    scene.tickNanos(7_000 * MS + 1);
    assertThat(scene.state("n3")).isEqualTo(NodeState.IN_SYNC);
  }

  /** Slices are 6 s; at 60 s the oldest begins at 6 s, when 105 led. */
  @Test
  void shouldSuspectTwoThatRiseTogetherMoreThanTwiceAsFastAsBlocksDo() {
    Scene scene = Scene.with().nodes(5).start().blocks(100, 160, 0);
    twoAt(scene, 105 + 120, 60_100);
    assertThat(scene.state("n4")).isEqualTo(NodeState.IN_SYNC);
    twoAt(scene, 105 + 121, 60_200);
    assertThat(scene.chain().leading().height()).isEqualTo(226);
    assertThat(scene.state("n4")).isEqualTo(NodeState.SUSPECT);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
  }

  private static void twoAt(Scene scene, long height, long atMs) {
    jump(scene, "n4", height, atMs);
    jump(scene, "n5", height, atMs);
  }

  @Test
  void shouldEndSuspicionWithTheSliceThatExplainsTheHeight() {
    Scene scene = Scene.with().nodes(5).start().blocks(100, 164, 0);
    twoAt(scene, 226, 65_500);
    assertThat(scene.state("n4")).isEqualTo(NodeState.SUSPECT);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(66_000 * MS);
    scene.tickNanos(66_000 * MS - 1);
    assertThat(scene.state("n4")).isEqualTo(NodeState.SUSPECT);
    scene.tick(66_000);
    assertThat(scene.state("n4"))
        .as("111 led when the oldest slice began")
        .isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldNotJudgeThePaceOfAFleetThatComesBackAfterNothingLed() {
    Scene scene = Scene.with().nodes(3).start().blocks(100, 160, 0).tick(64_001);
    for (String node : List.of("n1", "n2", "n3")) {
      scene.push(node, 700, 300_000);
    }
    for (String node : List.of("n1", "n2", "n3")) {
      assertThat(scene.state(node)).isEqualTo(NodeState.IN_SYNC);
    }
  }
}
