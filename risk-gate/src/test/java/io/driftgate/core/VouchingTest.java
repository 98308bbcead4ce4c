package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Recorded;
import io.driftgate.core.view.HistogramQuery.Scope;
import io.driftgate.core.view.HistogramQuery.Window;
import io.driftgate.core.view.NodeState;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Who vouches for which block, since when, and what follows when that is learnt late. */
class VouchingTest {
  private static final long MS = Scene.MS;

  private static Histogram drift(Scene scene, Scope scope, String target) {
    return scene
        .gate
        .histogram(new HistogramQuery(Recorded.ARRIVAL_DRIFT, scope, target, Window.ALL))
        .orElseThrow();
  }

  @Test
  void shouldLookForTheReferenceAgainWhenAWatcherShowsTheMissingLink() {
    Scene scene = Scene.with().nodes(3).node("w", "", 0, 4_000).start();
    scene.blocks(100, 101, 0);
    scene.push("n2", 102, 2_000).push("n1", 104, 2_100);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(101);
    scene.push("w", 103, 2_200);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(102);
    assertThat(scene.node("n3").behindNanos().orElseThrow()).isZero();
    scene.trustPush("n3", 2_300);
    assertThat(scene.node("n3").behindNanos().orElseThrow()).isEqualTo(300 * MS);
  }

  @Test
  void shouldLinkToTheTrueParentWhenALiarShowedItsHashAtAnotherHeight() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 101, 0).push("n1", 103, 2_000).push("n2", 103, 2_000);
    Head lie = new Head(200, Scene.hash(102, 0), new Hash(1, 1, 1, 1), new Hash(1, 1, 1, 1), 1);
    scene.poll("n4", lie, Finality.NOT_ASKED, 2_010, 2_010).push("n3", 102, 2_020);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(102);
  }

  @Test
  void shouldNotLetACorruptNodeSetFirstSeenNorCorroborate() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 101, 0).fail("n4", FailureKind.INVALID_HEADER, 1_100);
    scene.push("n4", 102, 1_200).push("n1", 102, 2_000);
    assertThat(drift(scene, Scope.NODE, "n1").getTotalCount()).isEqualTo(1);
    scene.push("n2", 102, 2_050).push("n3", 102, 2_060);
    assertThat(drift(scene, Scope.NODE, "n1").getMaxValue()).isZero();
    assertThat(drift(scene, Scope.CHAIN, "eth").getMaxValue()).isLessThan(61_000);
  }

  private static void optimistic(Scene scene, String node, long height, long atMs) {
    flagged(scene, node, NodeFlag.OPTIMISTIC, height, atMs);
  }

  private static void flagged(Scene scene, String node, NodeFlag flag, long height, long atMs) {
    scene.gate.onHead(
        new HeadObserved(
            new NodeId(node),
            Transport.POLL,
            atMs * MS,
            Scene.stamp(atMs),
            Scene.block(height, 0),
            Finality.NOT_ASKED,
            Set.of(flag)));
  }

  @Test
  void shouldLinkToABlockThatWasForgottenWhenItIsShownAgain() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 101, 0);
    optimistic(scene, "n4", 102, 2_000);
    optimistic(scene, "n4", 103, 2_100);
    scene.push("n1", 103, 2_200).push("n2", 102, 2_300).push("n3", 102, 2_400);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(102);
  }

  @Test
  void shouldTakeNoVoteFromANodeWhoseExecutionLayerIsOffline() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(100, 0).push("n1", 101, 1_000);
    flagged(scene, "n2", NodeFlag.EL_OFFLINE, 101, 1_000);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(100);
    scene.poll("n2", 101, 1_400, 1_400);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(101);
  }

  @Test
  void shouldCountAHeadAsSeenFromWhenItsNodesWereNoLongerOptimistic() {
    Scene scene = Scene.with().nodes(3).start();
    scene.everybody(100, 0).trustPush("n3", 0);
    optimistic(scene, "n1", 101, 1_000);
    optimistic(scene, "n2", 101, 1_000);
    assertThat(scene.chain().leading()).as("two are optimistic").isEqualTo(BlockRef.NONE);
    scene.poll("n1", 101, 1_400, 1_400).poll("n2", 101, 1_400, 1_400);
    assertThat(scene.chain().leading().height()).isEqualTo(101);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(1_900 * MS + 1);
  }

  @Test
  void shouldRecordNoDriftForAnOutageThatEndedWithAKeepAlive() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 103, 0).trustPush("n4", 3_000);
    for (int i = 4; i <= 30; i++) {
      scene.push("n1", 100 + i, i * 1_000L).push("n2", 100 + i, i * 1_000L);
    }
    scene.keepAlive("n4", 30_500).push("n4", 130, 30_600);
    assertThat(scene.node("n4").drift().arrivals().count()).isEqualTo(3);
    scene.push("n1", 131, 31_000).push("n2", 131, 31_000).push("n4", 131, 31_010);
    assertThat(scene.node("n4").drift().arrivals().count()).isEqualTo(4);
    assertThat(scene.node("n4").drift().arrivals().maxNanos()).isLessThan(11 * MS);
  }

  @Test
  void shouldNoticeThatACorruptNodeFellSilent() {
    Scene scene = Scene.with().nodes(4).bound(Metric.OBSERVERS, null, null, "4", null).start();
    scene.blocks(100, 112, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.fail("n4", FailureKind.INVALID_HEADER, 12_100);
    for (int i = 13; i <= 17; i++) {
      scene.push("n1", 100 + i, i * 1_000L).push("n2", 100 + i, i * 1_000L);
      scene.push("n3", 100 + i, i * 1_000L);
    }
    assertThat(scene.chain().observers()).isEqualTo(3);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldAskToBeCalledEarlierWhenAnEarlierStampTellsThatABlockIsOlder() {
    Scene scene = Scene.with().nodes(5).start();
    scene.everybody(100, 0).trustPush("n3", 0);
    scene.push("n1", 101, 1_000).push("n2", 101, 1_000).tick(1_050).push("n4", 101, 700);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(1_200 * MS + 1);
  }

  @Test
  void shouldMeasureTheSameWhenTheClocksOriginLiesInTheFuture() {
    Scene scene = Scene.with().nodes(3).startAt(-100_000);
    scene.everybody(100, -100_000);
    scene.push("n1", 101, -99_000).push("n2", 101, -99_000);
    scene.poll("n3", 100, -98_800, -98_790);
    assertThat(scene.node("n3").behindNanos().orElseThrow()).isEqualTo(200 * MS);
    scene.tick(-94_000);
    assertThat(scene.state("n1")).isEqualTo(NodeState.UNKNOWN);
  }

  @Test
  void shouldDateABlockByAChildWhoseNodeHadLeftItBeforeTheLinkWasKnown() {
    Scene scene = Scene.with().nodes(4).start().blocks(99, 100, 0);
    scene.push("n1", 102, 2_000).pushBranch("n1", 300, 7, 2_100);
    scene.push("n2", 101, 2_500).push("n3", 101, 2_600).poll("n4", 100, 2_700, 2_700);
    assertThat(scene.node("n4").behindNanos()).hasValue(700 * MS);
  }
}
