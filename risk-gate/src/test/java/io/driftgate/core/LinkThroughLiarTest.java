package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.view.NodeState;
import org.junit.jupiter.api.Test;

/** What a liar alone has shown of a hash is no parent to those who jump over it. */
class LinkThroughLiarTest {
  private static final Head LIE =
      new Head(111, Scene.hash(111, 0), Scene.hash(105, 0), new Hash(9, 9, 9, 9), 1);

  private static Scene lied(Verification as) {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 110, 0);
    for (int i = 1; i <= 4; i++) {
      scene.finalized("n" + i, 110, 108, 10_500);
    }
    return scene.show("n4", LIE, as, 10_900);
  }

  private static void jump(Scene scene) {
    for (int i = 1; i <= 3; i++) {
      scene.push("n" + i, 112, 12_000);
    }
  }

  @Test
  void shouldAskForAHeaderThatOnlyALiarHasShown() {
    Scene scene = lied(Verification.MISMATCH);
    jump(scene);
    assertThat(scene.gate.missingHeaders(scene.chain().id()))
        .extracting(ref -> ref.hash())
        .containsExactly(Scene.hash(111, 0));
  }

  @Test
  void shouldNotBeFooledByAFieldThatNobodyKnows() {
    Scene scene = lied(Verification.UNKNOWN_FIELDS);
    jump(scene);
    scene.fetchMissing("n1", 0, 12_100);
    assertThat(scene.chain().reorgs()).isZero();
    assertThat(scene.chain().conditions()).isEmpty();
  }

  @Test
  void shouldNotLinkHonestHeadsThroughWhatALiarAloneHasShown() {
    Scene scene = lied(Verification.MISMATCH);
    jump(scene);
    scene.fetchMissing("n1", 0, 12_100);
    for (int i = 1; i <= 3; i++) {
      scene.finalized("n" + i, 113, 112, 13_000);
    }
    assertThat(scene.chain().reorgs()).as("reorgs").isZero();
    assertThat(scene.chain().conditions()).isEmpty();
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
  }

  @Test
  void shouldLinkOnceSomebodyHasProvedWhatOneShowedGarbled() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 110, 0);
    scene.show("n4", 111, Verification.MISMATCH, 10_900);
    jump(scene);
    assertThat(scene.gate.missingHeaders(scene.chain().id())).isNotEmpty();
    scene.show("n3", 111, Verification.VERIFIED, 12_050);
    assertThat(scene.gate.missingHeaders(scene.chain().id())).isEmpty();
    assertThat(scene.chain().reorgs()).isZero();
  }

  @Test
  void shouldLinkThroughWhatAQuorumNamesEvenIfNobodyCanReproduceIt() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 110, 0);
    scene.show("n1", 111, Verification.MISMATCH, 11_000);
    scene.show("n2", 111, Verification.MISMATCH, 11_001);
    scene.show("n4", 112, Verification.MISMATCH, 11_002);
    scene.show("n3", 111, Verification.MISMATCH, 11_003);
    assertThat(scene.gate.missingHeaders(scene.chain().id())).isEmpty();
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(111);
  }
}
