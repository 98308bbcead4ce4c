package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.NodeState;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows 1 to 3 and 8 of scenarios.md: what single nodes did to other people's monitors. */
class ScenariosOfNodesTest {
  /** Row 1. */
  @Test
  @DisplayName("scenarios.md row 1: height 0, not syncing, for ever")
  void shouldKeepANodeUnknownThatSaysHeightZeroAndNotSyncingForEver() {
    Scene scene = Scene.with().nodes(3).start();
    for (int i = 0; i <= 60; i++) {
      scene.push("n1", 100 + i, i * 1_000L).push("n2", 100 + i, i * 1_000L);
      scene.fail("n3", FailureKind.NEVER_SYNCED, i * 1_000L + 100);
      assertThat(scene.state("n3")).isEqualTo(NodeState.UNKNOWN);
    }
    assertThat(scene.node("n3").headLagBlocks()).isEmpty();
    assertThat(scene.node("n3").behindNanos()).isEmpty();
    assertThat(scene.node("n3").dataAgeNanos()).isEmpty();
    assertThat(scene.chain().observers()).isEqualTo(2);
    assertThat(scene.node("n3").failures()).containsEntry(FailureKind.NEVER_SYNCED, 61L);
  }

  /** Row 1, for a node that was in sync once. */
  @Test
  void shouldSayNoLagOfANodeThatFellSilentAtTheLeadingHeight() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 103, 0);
    for (int i = 4; i <= 8; i++) {
      scene.keepAlive("n1", i * 1_000L).poll("n1", 103, i * 1_000L, i * 1_000L);
      scene.poll("n2", 103, i * 1_000L, i * 1_000L);
      scene.fail("n3", FailureKind.NEVER_SYNCED, i * 1_000L);
    }
    assertThat(scene.state("n3")).isEqualTo(NodeState.UNKNOWN);
    assertThat(scene.node("n3").headLagBlocks()).isEmpty();
  }

  /** Row 2. */
  @Test
  @DisplayName("scenarios.md row 2: one of five nodes jumps 30 million blocks ahead")
  void shouldSuspectTheOneOfFiveThatJumpsThirtyMillionBlocksAheadForFortyMinutes() {
    Scene scene = Scene.with().nodes(5).start();
    scene.blocks(100, 115, 0);
    int before = scene.signals.size();
    for (int i = 16; i < 16 + 40 * 60; i++) {
      for (String node : List.of("n1", "n2", "n3", "n4")) {
        scene.push(node, 100 + i, i * 1_000L);
      }
      scene.push("n5", 30_000_000 + i, i * 1_000L + 10);
      assertThat(scene.state("n5")).isEqualTo(NodeState.SUSPECT);
      assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
    }
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.signals).hasSize(before);
  }

  /** Row 3. */
  @Test
  @DisplayName("scenarios.md row 3: a balancer answers in turns")
  void shouldCallABalancersTurnsJitterAndNothingWorse() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 112, 0);
    int before = scene.signals.size();
    long[] turns = {0, -1, 0, 1, 0};
    for (int i = 0; i < 100; i++) {
      long atMs = 13_000 + i * 1_000L;
      scene.push("n1", 113 + i, atMs).push("n2", 113 + i, atMs);
      for (int turn = 0; turn < turns.length; turn++) {
        long sentMs = atMs + 150L * turn + 10;
        scene.poll("n3", 112 + i + turns[turn], sentMs, sentMs + 20);
        assertThat(scene.node("n3").headLagBlocks().orElseThrow()).isLessThan(2);
        assertThat(scene.state("n3")).isEqualTo(NodeState.IN_SYNC);
      }
      assertThat(scene.node("n3").head().orElseThrow().height()).isEqualTo(113 + i);
      assertThat(scene.node("n3").flags()).contains(NodeFlag.JITTER);
    }
    assertThat(scene.chain().reorgs()).isZero();
    assertThat(scene.signals).hasSize(before);
  }

  /** Row 8. */
  @Test
  void shouldPunishNobodyForAOneBlockReorgOnEveryNode() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 101, 0);
    for (String node : List.of("n1", "n2", "n3")) {
      scene.pushBranch(node, 101, 5, 1_500);
    }
    for (String node : List.of("n1", "n2", "n3")) {
      scene.pushBranch(node, 102, 5, 2_000);
      assertThat(scene.state(node)).isEqualTo(NodeState.IN_SYNC);
      assertThat(scene.node(node).flags()).doesNotContain(NodeFlag.JITTER);
    }
    assertThat(scene.chain().reorgs()).isEqualTo(1);
    assertThat(scene.chain().deepestReorg()).isEqualTo(1);
  }
}
