package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import org.junit.jupiter.api.Test;

/** Semantics §6.1 to §6.4: restrict at once, by deadline; relax late; unknown is closed. */
class RecoveryTest {
  private static final long MS = Scene.MS;

  private static Setting staleness(String withdraw) {
    return Scene.with().patientNodes(3).bound(Metric.HEAD_STALENESS, null, null, withdraw, null);
  }

  @Test
  void shouldStartWithdrawnAndSayWhy() {
    Scene scene = staleness("5000").start();
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.ENABLED);
    assertThat(scene.market().version()).isZero();
    assertThat(scene.market().reasons()).extracting("bound").contains("NO_QUORUM", "WARMING_UP");
  }

  @Test
  void shouldOpenAfterWarmUpAndHoldCountingTheHeadThatStartsTheRun() {
    Scene scene = staleness("5000").start();
    scene.everybody(100, 0);
    assertThat(scene.chain().conditions()).contains(ChainCondition.WARMING_UP);
    scene.blocks(101, 110, 1_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(11_000 * MS);
    scene.tick(11_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.last().reasons()).isEmpty();
    assertThat(scene.last().cause().kind()).isEqualTo(Cause.Kind.DEADLINE);
  }

  @Test
  void shouldWaitForBlocksWhenTheHoldIsOver() {
    RecoveryPlan threeBlocks = new RecoveryPlan(1_000 * MS, 3, new Ratio(1, 1), 0, 300_000 * MS, 0);
    Scene scene = staleness("9000").recovery(threeBlocks).start();
    scene.everybody(100, 0).everybody(101, 1_000).tick(4_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons()).extracting("bound").containsExactly("recovery.blocks");
    scene.everybody(102, 4_500);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.everybody(103, 5_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldNotLeaveALevelByTheBlockThatLedToIt() {
    RecoveryPlan oneBlock = new RecoveryPlan(0, 1, new Ratio(1, 1), 0, 300_000 * MS, 0);
    Scene scene =
        Scene.with()
            .patientNodes(3)
            .bound(Metric.HEAD_STALENESS, null, "4000", "9000", null)
            .recovery(oneBlock)
            .start();
    scene.everybody(100, 0).everybody(101, 1_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WIDEN);
    scene.tick(1_500).everybody(101, 1_600);
    assertThat(scene.quotes()).isEqualTo(Quotes.WIDEN);
    scene.everybody(102, 2_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldWithdrawAtTheDeadlineAndNotANanosecondBefore() {
    Scene scene = staleness("5000").start();
    scene.blocks(100, 115, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    long clearLevel = 15_000 * MS + 4_000 * MS + 1;
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(clearLevel);
    scene.tickNanos(clearLevel);
    long exceeded = 15_000 * MS + 5_000 * MS + 1;
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(exceeded);
    scene.tickNanos(exceeded - 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(exceeded);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).bound()).isEqualTo("p/head.staleness");
    assertThat(scene.last().reasons().get(0).value().orElseThrow()).isEqualTo(5_000.000001);
    assertThat(scene.last().reasons().get(0).threshold().orElseThrow()).isEqualTo(5_000);
  }

  @Test
  void shouldTripEvenWhenTheHeadThatEndsTheStallComesBeforeTheTick() {
    Scene scene = staleness("5000").start();
    scene.blocks(100, 115, 0);
    scene.push("n1", 116, 21_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause().kind()).isEqualTo(Cause.Kind.DEADLINE);
  }

  @Test
  void shouldRestartTheHoldWhenTheClearLevelIsPassedInBetween() {
    Scene scene = staleness("5000").start();
    scene.everybody(100, 0).blocks(101, 105, 1_000);
    scene.everybody(106, 9_500);
    scene.tick(11_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.blocks(107, 114, 11_500);
    scene.tick(19_499);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.tick(19_500);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldStepThroughWidenHoldingAtEachLevel() {
    Scene scene =
        Scene.with()
            .patientNodes(3)
            .bound(Metric.HEAD_STALENESS, null, "3000", "5000", null)
            .start();
    scene.blocks(100, 111, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.WIDEN);
    scene.blocks(112, 120, 12_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WIDEN);
    scene.tick(21_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.signals)
        .extracting(GateSignal::quotesTo)
        .containsExactly(Quotes.WIDEN, Quotes.OPEN);
  }

  @Test
  void shouldDoubleTheHoldWhenItTripsAgainWithinTheFlapWindow() {
    Scene scene = staleness("5000").start();
    scene.blocks(100, 115, 0).tick(21_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.blocks(116, 135, 22_000);
    assertThat(scene.quotes()).as("held for 20 s now").isEqualTo(Quotes.WITHDRAW);
    scene.tick(42_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldDoubleTheHoldAloneAndAddTheGraceOfLiquidationsAfterIt() {
    RecoveryPlan graced =
        new RecoveryPlan(2_000 * MS, 0, new Ratio(1, 1), 600_000 * MS, 300_000 * MS, 3_000 * MS);
    Scene scene =
        Scene.with()
            .patientNodes(3)
            .recovery(graced)
            .bound(Metric.HEAD_STALENESS, null, null, "60000", "5000")
            .start();
    scene.blocks(100, 110, 0).tick(15_001);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    scene.blocks(111, 115, 16_000);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    scene.tick(21_000);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.ENABLED);
    scene.tick(25_001).blocks(116, 122, 26_000).tick(32_999);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    scene.tick(33_000);
    assertThat(scene.market().liquidations()).as("4 s and 3 s").isEqualTo(Liquidations.ENABLED);
  }

  @Test
  void shouldKeepTheTwoOutputsApart() {
    Scene scene =
        Scene.with()
            .patientNodes(3)
            .bound(Metric.HEAD_STALENESS, null, null, "5000", "9000")
            .start();
    scene.blocks(100, 115, 0).tick(21_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.ENABLED);
    scene.tick(24_001);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
  }

  @Test
  void shouldPauseLiquidationsOnTheUnknownOnlyWhereThePolicySaysSo() {
    assertThat(staleness("5000").pauseOnUnknown().start().market().liquidations())
        .isEqualTo(Liquidations.PAUSED);
  }

  @Test
  void shouldCloseForGoodOnShutdown() {
    Scene scene = staleness("5000").start();
    scene.blocks(100, 115, 0);
    scene.gate.shutdown(Scene.stamp(15_100));
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause()).isEqualTo(Cause.SHUTDOWN);
    scene.blocks(116, 140, 16_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNumberTransitionsWithoutGapAndHashTheRow() {
    Scene scene = staleness("5000").start();
    scene.blocks(100, 115, 0).tick(21_000);
    assertThat(scene.signals).extracting(GateSignal::seq).containsExactly(1L, 2L);
    assertThat(scene.signals).extracting(GateSignal::version).containsExactly(1L, 2L);
    assertThat(scene.signals).extracting(GateSignal::epoch).containsOnly(7L);
    assertThat(scene.last().rowHash()).isEqualTo(scene.market().rowHash());
  }

  @Test
  void shouldReportHeadroomToTheNearestThreshold() {
    Scene scene = staleness("5000").start();
    scene.blocks(100, 115, 0).tick(17_500);
    assertThat(scene.market().headroom().orElseThrow().ratio()).isEqualTo(0.5);
  }

  @Test
  void shouldNotTakeAPauseOfLiquidationsForAFlapOfQuotes() {
    RecoveryPlan plan =
        new RecoveryPlan(10_000 * MS, 2, new Ratio(4, 5), 2_000 * MS, 300_000 * MS, 0);
    Scene scene = staleness("5000").recovery(plan).start().blocks(100, 111, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.force(Quotes.OPEN, Liquidations.PAUSED, 12_000, 11_500).blocks(112, 139, 12_000);
    scene.force(Quotes.WITHDRAW, Liquidations.ENABLED, 40_500, 40_000).tick(40_500);
    scene.blocks(140, 149, 40_600);
    assertThat(scene.tickNanos(50_500 * MS - 1).quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.tickNanos(50_500 * MS).quotes()).as("10 s").isEqualTo(Quotes.OPEN);
  }
}
