package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.NodeState;
import org.junit.jupiter.api.Test;

/** One node is the first to show a hash, with a header that is not the one it was made of. */
class FalseHeaderTest {
  private static Head withParent(long height, Hash parent) {
    Head block = Scene.block(height, 0);
    return new Head(height, block.hash(), parent, block.stateRoot(), block.timestampMs());
  }

  private static Head withTimestamp(long height, long timestampMs) {
    Head block = Scene.block(height, 0);
    return new Head(height, block.hash(), block.parentHash(), block.stateRoot(), timestampMs);
  }

  @Test
  void shouldSeeNoReorgInAFalseParentThatALiarGivesABlock() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 110, 0);
    scene.show("n4", withParent(111, Scene.hash(103, 0)), Verification.OFF, 10_900);
    scene.everybody(111, 11_000);
    assertThat(scene.chain().reorgs()).isZero();
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldContradictNothingFinalByAFalseParentThatALiarGivesABlock() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 110, 0);
    for (int i = 1; i <= 4; i++) {
      scene.finalized("n" + i, 110, 105, 10_500);
    }
    Head fork = new Head(105, new Hash(9, 9, 9, 9), Scene.hash(104, 0), new Hash(8, 8, 8, 8), 1);
    scene.show("n4", withParent(111, fork.hash()), Verification.OFF, 10_800);
    scene.show("n4", fork, Verification.OFF, 10_900);
    for (int i = 1; i <= 3; i++) {
      scene.push("n" + i, 111, 11_000);
    }
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldCondemnNobodyForABlockWhoseHashALiarGivesToOneOfItsDescendants() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 105, 0);
    Head again = new Head(106, Scene.hash(104, 0), Scene.hash(105, 0), new Hash(9, 9, 9, 9), 1);
    scene.show("n4", again, Verification.OFF, 5_900);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.chain().reference()).isPresent();
  }

  @Test
  void shouldCondemnNobodyWhenFetchedHeadersJoinALiarToTheBlockWhoseHashItShows() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 103, 0);
    Head again = new Head(106, Scene.hash(104, 0), Scene.hash(105, 0), new Hash(9, 9, 9, 9), 1);
    scene.show("n4", again, Verification.OFF, 3_900);
    for (int i = 1; i <= 3; i++) {
      scene.push("n" + i, 107, 7_000);
    }
    scene.fetchMissing("n1", 0, 7_100);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(107);
  }

  @Test
  void shouldNotCondemnWhoShowsTheTrueBlockThatMostJumpedOverAfterALiar() {
    Scene scene = Scene.with().nodes(5).start();
    scene.blocks(100, 110, 0);
    scene.show("n5", Scene.twin(111), Verification.OFF, 10_900);
    for (int i = 1; i <= 3; i++) {
      scene.push("n" + i, 112, 12_000);
    }
    scene.push("n4", 111, 12_100);
    assertThat(scene.state("n4")).isNotEqualTo(NodeState.CORRUPT);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldLeaveTheChildrenOfAFetchedBlockToItWhenALiarShowsItsHashWithAFalseParent() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 103, 0);
    for (int i = 1; i <= 3; i++) {
      scene.push("n" + i, 107, 7_000);
    }
    scene.fetchMissing("n1", 0, 7_100);
    for (int i = 1; i <= 3; i++) {
      scene.finalized("n" + i, 107, 104, 7_300);
    }
    Head lie = new Head(105, Scene.hash(105, 0), Scene.hash(102, 0), new Hash(9, 9, 9, 9), 1);
    scene.show("n4", lie, Verification.OFF, 7_500);
    for (int i = 1; i <= 3; i++) {
      scene.finalized("n" + i, 108, 106, 8_000);
    }
    assertThat(scene.chain().conditions()).isEmpty();
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldMeasureTheAgeOfABlockByTheTimestampThatMostGiveIt() {
    Scene scene =
        Scene.with().nodes(4).bound(Metric.HEAD_AGE, "chain:eth", null, "5000", null).start();
    scene.blocks(100, 115, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    for (int i = 0; i < 10; i++) {
      long atMs = 16_000 + i * 1_000L;
      scene.show("n4", withTimestamp(116 + i, Scene.START_WALL_MS + atMs), Verification.OFF, atMs);
      for (int n = 1; n <= 3; n++) {
        scene.show(
            "n" + n,
            withTimestamp(116 + i, Scene.START_WALL_MS + 1_000),
            Verification.OFF,
            atMs + 10);
      }
    }
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldLeadByTheSameOfTwoHeadersWhoeverIsHeardFirst() {
    Scene one = Scene.with().nodes(2).start();
    one.blocks(100, 105, 0).push("n1", 106, 6_000);
    one.show("n2", withTimestamp(106, 5), Verification.OFF, 6_000);
    Scene other = Scene.with().nodes(2).start();
    other.blocks(100, 105, 0).show("n2", withTimestamp(106, 5), Verification.OFF, 6_000);
    other.push("n1", 106, 6_000);
    for (Scene scene : new Scene[] {one, other}) {
      scene.push("n1", 106, 6_300).show("n2", withTimestamp(106, 5), Verification.OFF, 6_300);
    }
    assertThat(one.node("n1").behindNanos()).isEqualTo(other.node("n1").behindNanos());
    assertThat(one.node("n2").behindNanos()).isEqualTo(other.node("n2").behindNanos());
  }

  /** All jump over 111, and are linked through the liar's; what is final is not at stake. */
  @Test
  void shouldViolateNoFinalityByAFalseParentOfWhatTheFleetJumpsOver() {
    Scene scene =
        Scene.with().patientNodes(3).node("w", "", 0, 60_000).node("v", "", 0, 60_000).start();
    scene.blocks(100, 110, 0);
    for (int i = 1; i <= 3; i++) {
      scene.finalized("n" + i, 110, 110, 10_500);
    }
    scene.show("w", withParent(111, Scene.hash(108, 0)), Verification.OFF, 10_900);
    scene.push("v", 111, 10_950);
    for (int i = 1; i <= 3; i++) {
      scene.push("n" + i, 112, 12_000);
    }
    for (int finalized = 111; finalized <= 112; finalized++) {
      for (int i = 1; i <= 3; i++) {
        scene.finalized("n" + i, 112, finalized, 12_000 + finalized);
      }
    }
    scene.push("n1", 115, 15_000).push("n2", 114, 15_100);
    assertThat(scene.chain().finalized().height()).isEqualTo(112);
    assertThat(scene.chain().conditions()).doesNotContain(ChainCondition.FINALITY_VIOLATION);
  }
}
