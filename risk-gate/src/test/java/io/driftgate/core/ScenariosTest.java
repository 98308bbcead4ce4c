package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.NodeState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows of {@code scenarios.md} that the core alone decides; each test names its row. */
final class ScenariosTest {
  private static final long MS = Scene.MS;
  private static final long MINUTE_MS = 60_000;

  @Test
  @DisplayName("scenarios.md row 4: an open subscription brings no heads, HTTP keeps advancing")
  void shouldMeasureASilentSubscriptionByWhatPollsBring() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 110, 0).trustPush("n4", 10_500);
    for (long second = 11; second < 40; second++) {
      for (int node = 1; node <= 3; node++) {
        scene.push("n" + node, 100 + second, second * 1_000);
      }
      for (long ms = second * 1_000; ms < (second + 1) * 1_000; ms += 20) {
        if (ms % 500 == 300) {
          scene.poll("n4", 100 + second, ms - 40, ms);
        }
        scene.tick(ms);
        assertThat(scene.node("n4").behindNanos().orElseThrow()).isLessThanOrEqualTo(540 * MS);
      }
    }
  }

  @Test
  @DisplayName("scenarios.md row 5: every node stops at the same hash")
  void shouldCallAStopOfAllNodesOneChainStall() {
    Scene scene =
        Scene.with()
            .patientNodes(5)
            .bound(Metric.HEAD_STALENESS, null, null, "5000", null)
            .bound(Metric.DIVERGED, null, null, "0", null)
            .bound(Metric.QUORUM_AGREEMENT, null, null, "1", null)
            .start();
    scene.blocks(100, 130, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    int before = scene.signals.size();

    scene.tickNanos(35_000 * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(35_000 * MS + 1);

    assertThat(scene.signals.subList(before, scene.signals.size()))
        .singleElement()
        .satisfies(
            signal ->
                assertThat(signal.reasons())
                    .extracting("metric")
                    .containsExactly("head.staleness"));
    assertThat(scene.chain().conditions()).containsExactly(ChainCondition.STALLED);
    assertThat(scene.gate.nodes()).extracting("state").containsOnly(NodeState.IN_SYNC);
  }

  @Test
  @DisplayName("scenarios.md row 6: the monitor restarts while an alarm is on, then the cause ends")
  void shouldTellTheEndOnceAfterARestart() {
    Setting setting =
        Scene.with().patientNodes(4).bound(Metric.HEAD_STALENESS, null, null, "5000", null);
    Scene first = setting.start();
    first.blocks(100, 130, 0).tick(40_000);
    assertThat(first.quotes()).isEqualTo(Quotes.WITHDRAW);

    Scene restarted = setting.startAt(41_000);
    restarted.everybody(130, 41_000).tick(47_000);
    restarted.blocks(131, 160, 50_000);

    assertThat(restarted.signals)
        .singleElement()
        .satisfies(signal -> assertThat(signal.quotesTo()).isEqualTo(Quotes.OPEN));
  }

  @Test
  @DisplayName("scenarios.md row 7: a skipped slot, and the gap that it leaves")
  void shouldBearASkippedSlot() {
    Scene scene =
        Scene.with()
            .patientNodes(4)
            .bound(Metric.HEAD_STALENESS, null, "2333", "3333", "7500")
            .bound(Metric.DIVERGED, null, null, "1/3", "1/2")
            .bound(Metric.QUORUM_AGREEMENT, null, "0.6", "0.5", null)
            .start();
    scene.blocks(100, 150, 0);
    int before = scene.signals.size();
    scene.tick(51_999).blocks(151, 200, 52_000);

    assertThat(scene.signals).hasSize(before);
    assertThat(scene.chain().reorgs()).isZero();
    assertThat(scene.gate.nodes()).extracting("state").containsOnly(NodeState.IN_SYNC);
  }

  @Test
  @DisplayName("scenarios.md row 8: a one-block reorg on every node")
  void shouldRecordAReorgOfOneBlockAndPunishNobody() {
    Scene scene = Scene.with().nodes(5).bound(Metric.DIVERGED, null, null, "0", null).start();
    scene.blocks(90, 101, 0);
    long atMs = 12_000;
    for (long height = 101; height < 130; height++) {
      for (int node = 1; node <= 5; node++) {
        scene.pushBranch("n" + node, height, 1, atMs + node);
        assertThat(scene.gate.nodes())
            .extracting("state")
            .doesNotContain(NodeState.DIVERGED, NodeState.CORRUPT, NodeState.SUSPECT);
      }
      atMs += 1_000;
    }

    assertThat(scene.chain().reorgs()).isOne();
    assertThat(scene.chain().lastReorg())
        .hasValueSatisfying(
            reorg -> {
              assertThat(reorg.depth()).isOne();
              assertThat(reorg.from()).isEqualTo(new BlockRef(101, Scene.hash(101, 0)));
              assertThat(reorg.to().hash()).isEqualTo(Scene.hash(101, 1));
            });
    assertThat(scene.gate.nodes()).extracting("state").containsOnly(NodeState.IN_SYNC);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  @DisplayName("scenarios.md row 10: a node trips and clears ten times in five minutes")
  void shouldDoubleTheHoldAndNotFlap() {
    RecoveryPlan recovery =
        new RecoveryPlan(5_000 * MS, 1, new Ratio(4, 5), 600_000 * MS, 40_000 * MS, 0);
    Scene scene =
        Scene.with()
            .nodes(4)
            .recovery(recovery)
            .bound(Metric.BEHIND, "node:n4", null, "1500", null)
            .start();
    scene.trustPush("n4", 0);
    List<Long> closedMs = flap(scene);

    assertThat(closedMs).containsExactly(10_000L, 20_000L);
    assertThat(scene.signals.stream().filter(GateSignal::restricts).count()).isEqualTo(3);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  /** Late by 2 s every 30 s; how long each withdrawal that ended lasted, in whole seconds. */
  private static List<Long> flap(Scene scene) {
    for (long second = 0; second < 5 * 60; second++) {
      long height = 100 + second;
      for (int node = 1; node <= 3; node++) {
        scene.push("n" + node, height, second * 1_000);
      }
      boolean late = second % 30 >= 20 && second % 30 < 22;
      if (!late) {
        scene.push("n4", height, second * 1_000);
      }
      while (scene.gate.nextDeadlineNanos() < (second + 1) * 1_000 * MS) {
        scene.tickNanos(scene.gate.nextDeadlineNanos());
      }
    }
    List<GateSignal> moves =
        scene.signals.stream().dropWhile(signal -> !signal.restricts()).toList();
    return IntStream.range(0, moves.size() / 2)
        .mapToObj(i -> moves.get(2 * i + 1).at().nanos() - moves.get(2 * i).at().nanos())
        .map(nanos -> nanos / (1_000 * MS) * 1_000)
        .toList();
  }

  @Test
  @DisplayName("scenarios.md row 11: the wall clock steps by +2 s, then back")
  void shouldNotBelieveASteppingWallClock() {
    Scene scene =
        Scene.with()
            .patientNodes(4)
            .bound(Metric.HEAD_STALENESS, null, null, "5000", null)
            .bound(Metric.HEAD_AGE, null, null, "3000", null)
            .start();
    scene.blocks(100, 130, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    int before = scene.signals.size();

    for (long second = 31; second < 120; second++) {
      long stepMs = second < 50 ? 2_000 : 0;
      Stamp at = new Stamp(second * 1_000 * MS, Scene.START_WALL_MS + second * 1_000 + stepMs);
      for (int node = 1; node <= 4; node++) {
        scene.gate.onHead(
            HeadObserved.pushed(new NodeId("n" + node), at, Scene.block(100 + second, 0)));
      }
      assertThat(scene.chain().headAgeTrusted()).isEqualTo(second >= 111);
      assertThat(scene.chain().stalenessNanos()).hasValue(0);
      assertThat(scene.gate.nodes()).allSatisfy(node -> assertThat(node.behindNanos()).hasValue(0));
    }
    assertThat(scene.signals).hasSize(before);
  }

  @Test
  @DisplayName("scenarios.md row 14: four of five nodes are unreachable, the fifth is fine")
  void shouldNotTakeOneNodeForAMajorityOfItself() {
    Scene scene = Scene.with().nodes(5).start();
    scene.blocks(100, 120, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    for (long second = 21; second < 30; second++) {
      scene.push("n5", 100 + second, second * 1_000);
      for (int node = 1; node <= 4; node++) {
        scene.fail("n" + node, FailureKind.REFUSED, second * 1_000);
      }
    }

    assertThat(scene.chain().conditions()).contains(ChainCondition.NO_QUORUM);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons()).extracting("bound").contains("NO_QUORUM");
  }

  @Test
  @DisplayName("scenarios.md row 15: quotes are withdrawn for staleness")
  void shouldLeaveLiquidationsToTheirOwnBounds() {
    Scene scene =
        Scene.with()
            .patientNodes(4)
            .bound(Metric.HEAD_STALENESS, null, null, "5000", "9000")
            .start();
    scene.blocks(100, 130, 0).tick(38_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.ENABLED);
    scene.tickNanos(39_000 * MS + 1);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
  }

  @Test
  @DisplayName("scenarios.md row 16: finality takes 13 to 40 minutes, the bound says 15")
  void shouldShowByReplayWhichBoundWouldNotHaveTripped() {
    assertThat(withdrawalsWithFinalityBound(15 * MINUTE_MS)).isEqualTo(4);
    assertThat(withdrawalsWithFinalityBound(45 * MINUTE_MS)).isZero();
  }

  /** Four times in four hours finality stands still for longer than usual. */
  private static long withdrawalsWithFinalityBound(long boundMs) {
    RecoveryPlan quick = new RecoveryPlan(0, 1, new Ratio(1, 1), 0, 0, 0);
    Scene scene =
        Scene.with()
            .patientNodes(4)
            .recovery(quick)
            .bound(Metric.FINALITY_LAG_MS, null, null, Long.toString(boundMs), null)
            .start();
    long opened = 0;
    for (long second = 0; second < 4 * 60 * 60; second++) {
      scene.tick(second * 1_000);
      long height = 10_000 + second;
      long ofHour = second % 3_600;
      long finalized = height - (ofHour < 2_400 ? 780 + ofHour % 60 : 780 + (ofHour - 2_400));
      for (int node = 1; node <= 4; node++) {
        scene.poll(
            "n" + node, Scene.block(height, 0), dated(finalized), second * 1_000, second * 1_000);
      }
      opened = scene.signals.stream().filter(GateSignal::restricts).count();
    }
    return opened;
  }

  private static Finality dated(long height) {
    BlockRef block = new BlockRef(height, Scene.hash(height, 0));
    return Finality.of(block, block, Scene.START_WALL_MS + (height - 100) * 1_000);
  }
}
