package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import org.junit.jupiter.api.Test;

/** The timestamp of what is final, and what is remembered of reports (definitions, Finality). */
class FinalityDatesTest {
  private static final BlockRef FINAL = new BlockRef(110, Scene.hash(110, 0));
  private static final long SHOWN_MS = Scene.block(112, 0).timestampMs();

  private static void says(Scene scene, String node, long agoMs, long atMs) {
    Finality said = Finality.of(FINAL, FINAL, agoMs < 0 ? -1 : SHOWN_MS - agoMs);
    scene.poll(node, Scene.block(112, 0), said, atMs, atMs);
  }

  private static Scene five() {
    return Scene.with().patientNodes(5).quorum(new QuorumPlan(new Ratio(4, 5), 2, 1, 1)).start();
  }

  @Test
  void shouldTakeTheTimestampThatMostWeightNames() {
    Scene scene = five();
    says(scene, "n1", 9_000, 1);
    says(scene, "n2", 7_000, 2);
    says(scene, "n3", 7_000, 3);
    assertThat(scene.chain().finalityLagMs()).isEmpty();
    says(scene, "n4", 5_000, 4);
    assertThat(scene.chain().finalityLagMs()).hasValue(7_000);
    says(scene, "n5", 9_000, 5);
    assertThat(scene.chain().finalityLagMs()).as("as it was finalized").hasValue(7_000);
  }

  @Test
  void shouldTakeTheEarliestAmongEquals() {
    Scene scene = five();
    says(scene, "n1", 5_000, 1);
    says(scene, "n2", 9_000, 2);
    says(scene, "n3", 7_000, 3);
    says(scene, "n4", -1, 4);
    assertThat(scene.chain().finalityLagMs()).hasValue(9_000);
  }

  @Test
  void shouldWeighWhatIsSaidByTheNodesWeights() {
    Scene scene =
        Scene.with()
            .node("a", "", 3, 60_000)
            .node("b", "", 1, 60_000)
            .node("c", "", 1, 60_000)
            .start();
    says(scene, "b", 9_000, 1);
    says(scene, "a", 4_000, 2);
    assertThat(scene.chain().finalityLagMs()).hasValue(4_000);
  }

  @Test
  void shouldTakeTheTimestampOfTheBlockWhereNobodySaysOne() {
    Scene scene = five();
    scene.everybody(110, 1).everybody(111, 2).everybody(112, 3);
    for (int i = 1; i <= 4; i++) {
      says(scene, "n" + i, -1, 10 + i);
    }
    assertThat(scene.chain().finalityLagMs()).hasValue(2_000);
  }

  @Test
  void shouldHaveNoLagInTimeWhereNobodyKnowsATimestamp() {
    Scene scene = five();
    for (int i = 1; i <= 4; i++) {
      says(scene, "n" + i, -1, 10 + i);
    }
    assertThat(scene.chain().finalityLagMs()).isEmpty();
    assertThat(scene.chain().finalityLagBlocks()).hasValue(2);
  }

  @Test
  void shouldNotSayThatFinalityIsAheadInTime() {
    Scene scene = five();
    for (int i = 1; i <= 4; i++) {
      Finality said = Finality.of(FINAL, FINAL, SHOWN_MS + 500);
      scene.poll("n" + i, Scene.block(112, 0), said, 10 + i, 10 + i);
    }
    assertThat(scene.chain().finalityLagMs()).hasValue(0);
  }

  @Test
  void shouldHoldNoNodeToWhatItReportedSixtyFiveReportsAgo() {
    Scene scene = Scene.with().patientNodes(2).start();
    for (int i = 0; i <= 64; i++) {
      scene.finalized("n1", 2_000, 100 + i, i);
    }
    scene.finalized("n2", 2_000, 100, 100);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    scene.finalized("n2", 2_000, 101, 101);
    assertThat(scene.chain().finalized().height()).isEqualTo(101);
  }

  @Test
  void shouldCountForABlockWhoReportedAKnownDescendant() {
    Scene scene = Scene.with().patientNodes(2).start();
    scene.everybody(110, 1).everybody(111, 2).everybody(112, 3);
    scene.finalized("n1", 112, 111, 10).finalized("n2", 112, 110, 11);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldCountForABlockWhoseHeadStandsOnItOnlyIfItReportedOneAsHigh() {
    Scene scene = Scene.with().patientNodes(2).start();
    scene.everybody(110, 1).everybody(111, 2).everybody(112, 3);
    scene.finalized("n1", 112, 109, 10).finalized("n2", 112, 110, 11);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    BlockRef high = new BlockRef(115, Scene.hash(115, 4));
    scene.poll("n1", Scene.block(113, 0), Finality.of(high, high), 20, 20);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldCountAgainForABlockWhenAHeadComesToStandOnIt() {
    Scene scene = Scene.with().patientNodes(2).start();
    scene.push("n2", 110, 1).push("n2", 111, 2).push("n2", 112, 3);
    BlockRef high = new BlockRef(115, Scene.hash(115, 4));
    scene.poll("n1", Scene.block(500, 5), Finality.of(high, high), 10, 10);
    scene.finalized("n2", 112, 110, 11);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    scene.push("n1", 112, 12);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldCountForABlockWhenTheLinkToItIsLearnt() {
    Scene scene = Scene.with().patientNodes(3).start();
    scene.push("n2", 110, 1);
    BlockRef high = new BlockRef(115, Scene.hash(115, 4));
    scene.poll("n1", Scene.block(112, 0), Finality.of(high, high), 10, 10);
    scene.finalized("n2", 110, 110, 11).finalized("n3", 110, 90, 12);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    scene.push("n3", 111, 13);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldNotCountTheReportsOfANodeWithoutAVote() {
    Scene scene = Scene.with().patientNodes(3).node("watcher", "", 0, 60_000).start();
    scene.finalized("watcher", 112, 110, 1).finalized("n1", 112, 110, 2);
    assertThat(scene.chain().finalized().isPresent()).isFalse();
    scene.finalized("n2", 112, 110, 3);
    assertThat(scene.chain().finalized().height()).isEqualTo(110);
  }

  @Test
  void shouldCountReportsAnewWhenVotersAreDrainedAndComeBack() {
    Scene scene = Scene.with().patientNodes(4).start();
    scene.finalized("n1", 112, 110, 1).finalized("n2", 112, 110, 2);
    assertThat(scene.chain().finalized().isPresent()).as("2 of 4").isFalse();
    scene.drain("n4", 90_000, 3);
    assertThat(scene.chain().finalized().height()).as("2 of 3").isEqualTo(110);
  }
}
