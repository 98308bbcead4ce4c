package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
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
}
