package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Recorded;
import io.driftgate.core.view.HistogramQuery.Scope;
import io.driftgate.core.view.HistogramQuery.Window;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new plan takes over: what did not change keeps all it knows, what is gone leaves nothing. */
class SwapTest {
  private static final QuorumPlan ONE = new QuorumPlan(new Ratio(2, 3), 1, 1, 1);

  private static List<String> ids(Scene scene) {
    return scene.gate.nodes().stream().map(NodeView::id).map(NodeId::value).toList();
  }

  private static boolean hasDrift(Scene scene, Scope scope, String target) {
    return scene
        .gate
        .histogram(new HistogramQuery(Recorded.ARRIVAL_DRIFT, scope, target, Window.ALL))
        .isPresent();
  }

  @Test
  void shouldRefuseAPlanThatCannotRunAndGoOnAsBefore() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 112, 0);
    String before = scene.chain().toString() + scene.gate.nodes();
    FleetPlan impossible = Scene.with().nodes(1).plan();
    assertThatThrownBy(() -> scene.gate.onPlan(impossible, Scene.stamp(20_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("minNodes");
    assertThat(scene.chain().toString() + scene.gate.nodes()).isEqualTo(before);
    assertThat(scene.quotes()).as("time has not passed either").isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldGoOnWithoutABreakWhenANodeIsAdded() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 112, 0).swap(Scene.with().nodes(4), 12_100);
    assertThat(ids(scene)).containsExactly("n1", "n2", "n3", "n4");
    assertThat(scene.state("n4")).isEqualTo(NodeState.UNKNOWN);
    assertThat(scene.chain().agreement().orElseThrow()).isEqualTo(0.75);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.blocks(113, 116, 13_000);
    assertThat(scene.state("n4")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.node("n4").drift().arrivals().count()).isEqualTo(3);
    assertThat(scene.node("n1").drift().arrivals().count()).isEqualTo(16);
    assertThat(scene.chain().conditions()).isEmpty();
  }

  @Test
  void shouldForgetANodeThatIsGone() {
    Scene scene = Scene.with().nodes(3).node("x", "xs", 1, 4_000).start();
    scene.blocks(100, 112, 0).push("x", 113, 12_100);
    assertThat(hasDrift(scene, Scope.NODE, "x")).isTrue();
    scene.swap(Scene.with().nodes(3), 12_200);
    assertThat(scene.gate.node(new NodeId("x"))).isEmpty();
    assertThat(hasDrift(scene, Scope.NODE, "x")).isFalse();
    assertThat(hasDrift(scene, Scope.CLUSTER, "xs")).isFalse();
    assertThat(hasDrift(scene, Scope.NODE, "n1")).isTrue();
    assertThat(scene.chain().observers()).isEqualTo(3);
    assertThat(scene.gate.held().chains().get(0).blocks()).isEqualTo(13);
    scene.push("x", 114, 12_300);
    assertThat(scene.gate.ignoredInputs()).isEqualTo(1);
    scene.push("n1", 113, 13_000).tick(13_050).push("n2", 113, 13_100);
    assertThat(scene.node("n1").drift().lastNanos()).hasValue(0);
    assertThat(scene.node("n2").drift().lastNanos()).hasValue(100 * Scene.MS);
  }

  @Test
  void shouldFindTheReferenceAgainWhenTheNodesThatHeldItBackAreGone() {
    Scene scene = Scene.with().patientNodes(4).start();
    scene.blocks(100, 112, 0);
    scene.push("n1", 113, 13_000).push("n2", 113, 13_000);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(112);
    scene.swap(Scene.with().patientNodes(2), 13_100);
    assertThat(scene.chain().reference().orElseThrow().height()).isEqualTo(113);
    assertThat(scene.chain().stalenessNanos()).hasValue(0);
  }

  @Test
  void shouldCloseAtOnceWhenTheNewPlanAsksForAQuorumThatIsNotThere() {
    Scene scene = Scene.with().nodes(3).start();
    scene.blocks(100, 112, 0).push("n1", 113, 12_900).push("n2", 113, 12_900);
    QuorumPlan all = new QuorumPlan(new Ratio(1, 1), 3, 1, 1);
    scene.tick(16_500).push("n1", 114, 16_600).push("n2", 114, 16_600);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.swap(Scene.with().nodes(3).quorum(all), 16_700);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause().kind()).isEqualTo(Cause.Kind.CONFIGURATION);
    assertThat(scene.market().reasons()).extracting("bound").contains("NO_QUORUM");
  }

  @Test
  void shouldKeepAChangedNodesHeadAndRecord() {
    Scene scene = Scene.with().nodes(3).node("x", "a", 1, 4_000).start();
    scene.client("x", "geth", 0).blocks(100, 112, 0).drain("x", 60_000, 12_050);
    scene.swap(Scene.with().nodes(3).node("x", "b", 5, 9_000), 12_100);
    NodeView node = scene.node("x");
    assertThat(node.head().orElseThrow().height()).isEqualTo(112);
    assertThat(node.drift().arrivals().count()).isEqualTo(12);
    assertThat(node.weight()).isEqualTo(5);
    assertThat(node.family()).isEqualTo("geth");
    assertThat(node.cluster()).isEqualTo("b");
    assertThat(node.flags()).containsExactly(NodeFlag.DRAINED);
    scene.lift("x", 12_200);
    assertThat(scene.chain().agreement().orElseThrow()).isEqualTo(1);
    scene.tick(21_000);
    assertThat(scene.state("x")).as("its liveness is 9 s now").isEqualTo(NodeState.IN_SYNC);
    scene.tickNanos(21_000 * Scene.MS + 1);
    assertThat(scene.state("x")).isEqualTo(NodeState.UNKNOWN);
  }

  @Test
  void shouldNotLookAtWhoLeftWhenANodeMovesThatItsLegWasOn() {
    Scene scene = Scene.with().nodes(3).leg("node:n1").shadow("strict", 5_000).start();
    scene.blocks(100, 112, 0);
    scene.swap(Scene.with().nodes(3).tolerance(900).leg("node:n1"), 12_100);
    scene.tick(600_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldJudgeByTheNewToleranceInTheStepOfTheSwap() {
    Scene scene = Scene.with().patientNodes(3).start();
    scene.blocks(100, 112, 0).trustPush("n3", 12_100);
    scene.push("n1", 113, 13_000).push("n2", 113, 13_000).tick(13_400);
    assertThat(scene.state("n3")).isEqualTo(NodeState.IN_SYNC);
    scene.swap(Scene.with().patientNodes(3).tolerance(300), 13_400);
    assertThat(scene.state("n3")).isEqualTo(NodeState.LAGGING);
    scene.swap(Scene.with().patientNodes(3).tolerance(2_000), 13_450);
    assertThat(scene.state("n3")).isEqualTo(NodeState.IN_SYNC);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(15_000 * Scene.MS + 1);
  }

  @Test
  void shouldTellTheOrderOfTheNewPlan() {
    Scene scene = Scene.with().nodes(2).node("a", "", 1, 4_000).start();
    scene.swap(Scene.with().node("a", "", 1, 4_000).nodes(2), 100);
    assertThat(ids(scene)).containsExactly("a", "n1", "n2");
  }

  @Test
  void shouldCountAWatchersBlocksFromWhenItGetsAVote() {
    Scene scene = Scene.with().nodes(2).node("w", "", 0, 60_000).start();
    scene.everybody(100, 0).trustPush("n2", 0).push("w", 101, 1_000);
    assertThat(scene.chain().leading().height()).isEqualTo(100);
    scene.swap(Scene.with().nodes(2).node("w", "", 1, 60_000), 1_500).push("n1", 101, 1_700);
    assertThat(scene.chain().leading().height()).isEqualTo(101);
    assertThat(scene.node("n2").behindNanos().orElseThrow()).isEqualTo(200 * Scene.MS);
  }

  @Test
  void shouldCountTheVoteThatAWatcherOnceHadForWhatStoodBelow() {
    Scene scene = Scene.with().patientNodes(3).node("w", "", 1, 60_000).start();
    scene.everybody(100, 0).everybody(101, 500).push("w", 103, 1_000);
    scene.swap(Scene.with().patientNodes(3).node("w", "", 0, 60_000), 1_500);
    scene.header("n2", Scene.block(102, 0), 1_600).push("n1", 103, 1_700);
    assertThat(scene.node("n1").drift().arrivals().count()).isEqualTo(3);
  }

  @Test
  void shouldNotTellOfAPauseAgainBecauseAPlanBearsAnotherOne() {
    Scene scene = Scene.with().nodes(3).pauseOnUnknown().maxPause(5_000).start();
    scene.tick(10_000);
    int told = scene.notices.size();
    scene.swap(Scene.with().nodes(3).pauseOnUnknown().maxPause(6_000), 12_000).tick(60_000);
    assertThat(scene.notices).hasSize(told);
    scene.tick(70_001);
    assertThat(scene.notices).hasSize(told + 1);
  }

  @Test
  void shouldHoldNoMoreAfterAThousandSwapsThatAddAndRemoveNodes() {
    Scene scene = Scene.with().nodes(3).quorum(ONE).start();
    scene.blocks(100, 102, 0);
    int deadlines = scene.gate.held().deadlines();
    for (int i = 1; i <= 1_000; i++) {
      Setting next =
          Scene.with().nodes(2).quorum(ONE).bound(Metric.OBSERVERS, null, null, "1", null);
      next.node("x" + i, "c" + i, 1, 4_000).node("y" + i % 7, "", i % 2, 4_000);
      scene.swap(next, 1_000L * i + 2_500).everybody(102 + i, 1_000L * i + 3_000);
    }
    var held = scene.gate.held();
    assertThat(held.isWithinBounds()).isTrue();
    assertThat(held.chains().get(0).indices()).isLessThanOrEqualTo(6);
    assertThat(held.chains().get(0).histograms()).isLessThan(20);
    assertThat(held.deadlines()).isEqualTo(deadlines + 3);
    assertThat(scene.chain().conditions()).isEmpty();
    assertThat(scene.node("n1").drift().arrivals().count()).isEqualTo(1_002);
  }
}
