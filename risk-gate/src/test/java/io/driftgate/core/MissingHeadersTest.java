package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.ChainView.Reorg;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jumps over heights: which headers are asked for, and what those that come make known. */
class MissingHeadersTest {
  private static final ChainId ETH = new ChainId("eth");

  private static List<BlockRef> missing(Scene scene) {
    return scene.gate.missingHeaders(ETH);
  }

  private static long reference(Scene scene) {
    return scene.chain().reference().orElseThrow().height();
  }

  private static Scene poll(Scene scene, long height, long atMs, String... nodes) {
    for (String node : nodes) {
      scene.poll(node, height, atMs - 10, atMs);
    }
    return scene;
  }

  @Test
  void shouldHaveItsQuorumAgainWhenTheHeadersOfAJumpAreTold() {
    QuorumPlan threeOfFour = new QuorumPlan(new Ratio(3, 4), 2, 1, 1);
    Scene scene = Scene.with().nodes(4).quorum(threeOfFour).start();
    for (int i = 0; i <= 12; i++) {
      poll(scene, 100 + i, i * 1_000L, "n1", "n2", "n3", "n4");
    }
    assertThat(missing(scene)).isEmpty();
    poll(scene, 117, 13_000, "n1", "n2");
    assertThat(scene.chain().conditions()).contains(ChainCondition.NO_QUORUM);
    assertThat(missing(scene)).containsExactly(new BlockRef(116, Scene.hash(116, 0)));
    assertThat(scene.fetchMissing("n1", 0, 13_010)).isEqualTo(4);
    assertThat(reference(scene)).isEqualTo(112);
    assertThat(scene.chain().conditions()).isEmpty();
    assertThat(scene.chain().reorgs()).isZero();
    assertThat(scene.node("n1").drift().missedBlocks()).isEqualTo(5);
    assertThat(scene.node("n1").drift().arrivals().count()).isEqualTo(13);
  }

  @Test
  void shouldAskForABlockThatOnlyANodeHadThatDidNotVouchForIt() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 101, 0).fail("n4", FailureKind.INVALID_HEADER, 1_900);
    scene.push("n4", 102, 2_000).push("n4", 103, 2_100);
    scene.push("n1", 103, 2_200);
    assertThat(missing(scene)).containsExactly(new BlockRef(102, Scene.hash(102, 0)));
    assertThat(scene.fetchMissing("n1", 0, 2_210)).isEqualTo(1);
    scene.push("n2", 103, 2_300).push("n3", 103, 2_400);
    assertThat(scene.chain().conditions()).isEmpty();
    assertThat(missing(scene)).isEmpty();
  }

  @Test
  void shouldStayOpenAndWarmWhenAllJumpTogetherAndTheHeadersComeWithinTheGrace() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 112, 0);
    for (int i = 1; i <= 6; i++) {
      scene.everybody(112 + 5 * i, 12_000 + i * 1_000L);
      assertThat(reference(scene)).isEqualTo(112 + 5 * i);
      assertThat(scene.fetchMissing("n3", 0, 12_100 + i * 1_000L)).isEqualTo(4);
    }
    scene.tick(18_900);
    assertThat(scene.chain().conditions()).isEmpty();
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.chain().reorgs()).isZero();
    assertThat(scene.node("n2").drift().missedBlocks()).isEqualTo(1 + 4 * 6);
  }

  @Test
  void shouldWarmUpAgainWhenTheHeadersComeAfterTheGrace() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 112, 0).everybody(117, 13_000).tickNanos(14_000 * Scene.MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.fetchMissing("n3", 0, 14_100);
    assertThat(scene.chain().conditions()).contains(ChainCondition.WARMING_UP);
    scene.everybody(118, 14_500);
    assertThat(scene.chain().conditions()).isEmpty();
  }

  @Test
  void shouldNeverWarmUpWhileEveryBlockIsAJumpThatNothingLinks() {
    Scene scene = Scene.with().nodes(3).start();
    for (int i = 0; i < 40; i++) {
      scene.everybody(100 + 5 * i, i * 400L);
      assertThat(scene.chain().conditions()).contains(ChainCondition.WARMING_UP);
    }
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldCountAReorgThatTheHeadersOfAJumpReveal() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 100, 0);
    scene.blocks(101, 103, 1_000);
    for (String node : new String[] {"n1", "n2", "n3"}) {
      scene.pushBranch(node, 106, 7, 6_000);
    }
    assertThat(scene.chain().reorgs()).isZero();
    assertThat(scene.fetchMissing("n1", 7, 6_010)).isEqualTo(5);
    assertThat(scene.chain().reorgs()).isEqualTo(1);
    assertThat(scene.chain().lastReorg().map(Reorg::depth)).contains(3L);
    assertThat(scene.chain().conditions()).isEmpty();
  }

  @Test
  void shouldAskForAtMostThirtyTwoHeadersOfAGap() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 112, 0).push("n1", 200, 13_000);
    assertThat(scene.fetchMissing("n1", 0, 13_010)).isEqualTo(32);
    assertThat(missing(scene)).isEmpty();
  }

  @Test
  void shouldAskForNothingBelowTheLowestBlockThatIsKnown() {
    Scene scene = Scene.with().nodes(3).start();
    scene.push("n1", 103, 0);
    assertThat(missing(scene)).isEmpty();
    scene.push("n2", 100, 10).push("n3", 100, 10);
    assertThat(missing(scene)).containsExactly(new BlockRef(102, Scene.hash(102, 0)));
    assertThat(scene.fetchMissing("n3", 0, 20)).isEqualTo(2);
    assertThat(reference(scene)).isEqualTo(100);
  }

  @Test
  void shouldAskForTheNewestGapFirstAndForEachOnlyOnce() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 102, 0).push("n1", 105, 3_000).push("n2", 110, 3_000);
    scene.push("n3", 110, 3_000);
    assertThat(missing(scene)).extracting(BlockRef::height).containsExactly(109L, 104L);
  }

  @Test
  void shouldIgnoreHeadersThatNobodyAskedForAndThoseOfCorruptNodes() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 102, 0).push("n1", 104, 3_000);
    scene.header("n2", Scene.block(101, 5), 3_010).header("n2", Scene.block(102, 0), 3_020);
    Head tooHigh = new Head(104, Scene.hash(103, 0), Scene.hash(102, 0), Hash.ZERO, 1);
    scene.header("n2", tooHigh, 3_030).fail("n4", FailureKind.INVALID_HEADER, 3_040);
    scene.header("n4", Scene.block(103, 0), 3_050);
    assertThat(scene.gate.ignoredHeaders()).isEqualTo(4);
    assertThat(missing(scene)).hasSize(1);
    scene.header("n2", Scene.block(103, 0), 3_060);
    assertThat(missing(scene)).isEmpty();
    assertThat(scene.gate.ignoredHeaders()).isEqualTo(4);
  }

  @Test
  void shouldNotTakeAHeaderForAWordOfTheNodeThatHandedItOut() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 102, 0).push("n1", 104, 3_000).tick(9_000);
    scene.header("n2", Scene.block(103, 0), 9_010);
    assertThat(scene.node("n2").head().orElseThrow().height()).isEqualTo(102);
    assertThat(scene.node("n2").dataAgeNanos().orElseThrow()).isEqualTo(7_010 * Scene.MS);
    assertThat(scene.chain().observers()).isZero();
  }

  @Test
  void shouldNameTheHeaderAsTheCauseOfWhatFollowsFromIt() {
    Scene scene =
        Scene.with().patientNodes(7).bound(Metric.HEAD_LAG, "node:n5", null, "1", null).start();
    scene.blocks(100, 112, 0).push("n1", 116, 13_000).push("n2", 114, 13_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.header("n3", Scene.block(115, 0), 13_010);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause().kind()).isEqualTo(Cause.Kind.HEADER);
    assertThat(scene.last().cause().block()).isEqualTo(new BlockRef(115, Scene.hash(115, 0)));
  }

  @Test
  void shouldNotAskForWhatNobodyNamesAnyMore() {
    Scene scene = Scene.with().nodes(3).node("x", "", 1, 60_000).start();
    scene.blocks(100, 102, 0).push("x", 105, 3_000);
    assertThat(missing(scene)).hasSize(1);
    scene.swap(Scene.with().nodes(3), 3_100);
    assertThat(missing(scene)).isEmpty();
  }

  @Test
  void shouldAskForWhatOnlyANodeVouchedForThatIsGone() {
    Scene scene = Scene.with().nodes(3).node("x", "", 1, 60_000).start();
    scene.blocks(100, 102, 0).push("x", 105, 3_000).push("x", 106, 3_100);
    scene.fail("n1", FailureKind.INVALID_HEADER, 3_200).push("n1", 106, 3_300);
    scene.swap(Scene.with().nodes(3), 3_400).push("n2", 106, 3_500);
    assertThat(missing(scene)).containsExactly(new BlockRef(105, Scene.hash(105, 0)));
  }

  @Test
  void shouldNotAskForWhatOnlyCorruptNodesNameThoughOneReportedIt() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 102, 0).fail("n1", FailureKind.INVALID_HEADER, 3_000);
    scene.fail("n2", FailureKind.INVALID_HEADER, 3_000);
    scene.push("n2", 105, 3_100).finalized("n1", 110, 105, 3_200).push("n3", 103, 3_300);
    assertThat(missing(scene)).isEmpty();
  }
}
