package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.MarketRow.Headroom;
import io.driftgate.core.view.MarketRow.Leg;
import io.driftgate.core.view.RowHashes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Semantics §6.9, §7: what a row says of the legs, of recovery, and of the nearest threshold. */
class MarketRowTest {
  private static final long MS = Scene.MS;

  private static Setting stale(String widen, String withdraw, String pause) {
    return Scene.with().patientNodes(3).bound(Metric.HEAD_STALENESS, null, widen, withdraw, pause);
  }

  private static Leg leg(Scene scene) {
    assertThat(scene.market().legs()).hasSize(1);
    return scene.market().legs().get(0);
  }

  @Test
  void shouldSayWhatALegAsksForWhateverRecoveryWaitsFor() {
    Scene scene = stale("3000", "5000", "7000").start().blocks(100, 103, 0);
    assertThat(leg(scene)).isEqualTo(new Leg("chain:eth", "p", Quotes.OPEN, Liquidations.ENABLED));
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.tick(6_001);
    assertThat(leg(scene).quotes()).isEqualTo(Quotes.WIDEN);
    scene.tick(8_001);
    assertThat(leg(scene).quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(leg(scene).liquidations()).isEqualTo(Liquidations.ENABLED);
    scene.tick(10_001);
    assertThat(leg(scene).liquidations()).isEqualTo(Liquidations.PAUSED);
  }

  @Test
  void shouldSayForHowLongItHasBeenClearAndForHowLongItMustBe() {
    Scene scene = stale(null, "5000", null).start().blocks(100, 103, 0).tick(3_250);
    List<Reason> reasons = scene.market().reasons();
    assertThat(reasons).extracting(Reason::bound).containsExactly("recovery.hold");
    assertThat(reasons.get(0).value()).hasValue(2_250);
    assertThat(reasons.get(0).threshold()).hasValue(10_000);
    assertThat(reasons.get(0).unit()).isEqualTo("ms");
    assertThat(reasons.get(0).metric()).isEqualTo("recovery");
  }

  @Test
  void shouldSayHowManyBlocksItStillWaitsFor() {
    RecoveryPlan blocks = new RecoveryPlan(1_000 * MS, 5, new Ratio(4, 5), 0, 1_000 * MS, 0);
    Scene scene = stale(null, "5000", null).recovery(blocks).start().blocks(100, 103, 0);
    List<Reason> reasons = scene.market().reasons();
    assertThat(reasons).extracting(Reason::bound).containsExactly("recovery.blocks");
    assertThat(reasons.get(0).value()).hasValue(3);
    assertThat(reasons.get(0).threshold()).hasValue(5);
    assertThat(reasons.get(0).unit()).isEqualTo("blocks");
    assertThat(scene.blocks(104, 105, 4_000).quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.market().reasons()).isEmpty();
  }

  @Test
  void shouldNameTheClearLevelThatAValueIsNotUnderYet() {
    Scene scene = stale(null, "5000", null).start().blocks(100, 115, 0).tick(21_000);
    assertThat(scene.market().reasons().get(0).threshold()).hasValue(5_000);
    scene.blocks(116, 116, 22_000).tick(26_500);
    List<Reason> reasons = scene.market().reasons();
    assertThat(reasons).extracting(Reason::bound).containsExactly("p/head.staleness");
    assertThat(reasons.get(0).value()).hasValue(4_500);
    assertThat(reasons.get(0).threshold()).hasValue(4_000);
  }

  @Test
  void shouldExplainPausedLiquidationsBesideWithdrawnQuotes() {
    Scene scene = stale(null, "5000", "5000").pauseOnUnknown().start();
    assertThat(scene.market().reasons())
        .extracting(Reason::bound)
        .containsExactly(
            "NO_QUORUM", "WARMING_UP", "NO_OBSERVER", "NO_QUORUM", "WARMING_UP", "NO_OBSERVER");
  }

  @Test
  void shouldGiveConditionsForPausedLiquidationsOnlyWhereThePolicyPausesOnThem() {
    Scene scene = stale(null, "9000", "5000").start().blocks(100, 115, 0).tick(20_001);
    scene.fail("n1", FailureKind.INVALID_HEADER, 20_100);
    scene.fail("n2", FailureKind.INVALID_HEADER, 20_200);
    assertThat(scene.market().reasons())
        .extracting(Reason::bound)
        .containsExactly("NO_QUORUM", "p/head.staleness");
  }

  @Test
  void shouldReportTheNearestOfAllThresholds() {
    Setting setting = stale("4000", "5000", "8000");
    setting.bound(Metric.QUORUM_AGREEMENT, null, null, "3/4", null);
    setting.bound(Metric.DATA_AGE, "node:n1", null, "9000", null);
    Scene scene = setting.start().blocks(100, 115, 0).tick(16_000);
    Headroom agreement = scene.market().headroom().orElseThrow();
    assertThat(agreement.bound()).isEqualTo("p/quorum.agreement");
    assertThat(agreement.ratio()).as("low is bad").isEqualTo(0.75);
    assertThat(agreement.value()).isEqualTo(1);
    assertThat(agreement.threshold()).isEqualTo(0.75);
    assertThat(agreement.unit()).isEqualTo("fraction");
    Headroom stale = scene.tick(18_600).market().headroom().orElseThrow();
    assertThat(stale.bound()).isEqualTo("p/head.staleness");
    assertThat(stale.ratio()).as("of widen, which is nearest").isEqualTo(0.9);
    assertThat(stale.value()).isEqualTo(3_600);
    assertThat(stale.threshold()).isEqualTo(4_000);
    assertThat(stale.leg()).isEqualTo("chain:eth");
    assertThat(stale.metric()).isEqualTo("head.staleness");
  }

  @Test
  void shouldReportHeadroomWhereNothingIsLeftOrNothingIsAllowed() {
    Setting setting = Scene.with().patientNodes(2).node("n3", "", 1, 4_000);
    Scene scene = setting.bound(Metric.HEAD_LAG, "node:n3", null, "0", null).start();
    assertThat(scene.market().headroom()).as("no value yet").isEmpty();
    scene.blocks(100, 115, 0).tick(15_500);
    assertThat(scene.market().headroom().orElseThrow().bound()).isEqualTo("p/head.staleness");
    scene.push("n1", 116, 16_000).push("n2", 116, 16_000);
    Headroom lag = scene.market().headroom().orElseThrow();
    assertThat(lag.bound()).isEqualTo("p/head.lag@node:n3");
    assertThat(lag.ratio()).isEqualTo(Double.MAX_VALUE);
    scene.tick(19_001);
    assertThat(scene.market().headroom().orElseThrow().bound())
        .as("an infinite lag has no ratio")
        .isEqualTo("p/head.staleness");
  }

  @Test
  void shouldSayUntilWhenAnOverrideLastsHoweverLong() {
    Scene scene = stale(null, "5000", null).start();
    scene.force(Quotes.WIDEN, Liquidations.PAUSED, Long.MAX_VALUE / MS, 1_500);
    assertThat(scene.market().override().orElseThrow().untilMs())
        .isEqualTo(Scene.START_WALL_MS + Long.MAX_VALUE / MS);
    assertThat(scene.market().override().orElseThrow().quotes()).isEqualTo(Quotes.WIDEN);
    assertThat(scene.market().override().orElseThrow().who()).isEqualTo("ann");
  }

  @Test
  void shouldSayWhatSilenceMeansAndWhenItLastMoved() {
    assertThat(stale(null, "5000", null).pauseOnUnknown().start().market().pauseOnUnknown())
        .isTrue();
    Scene scene = stale(null, "5000", null).startAt(500);
    assertThat(scene.market().pauseOnUnknown()).isFalse();
    assertThat(scene.market().sinceMs()).isEqualTo(Scene.START_WALL_MS + 500);
    assertThat(scene.market().version()).isZero();
    scene.blocks(100, 115, 1_000).tick(21_500);
    assertThat(scene.market().sinceMs()).isEqualTo(Scene.START_WALL_MS + 21_500);
    assertThat(scene.market().version()).isEqualTo(2);
  }

  @Test
  void shouldHashTheRowAsItIsAtTheStartAfterAMoveAndAfterASwap() {
    Scene scene = stale(null, "5000", null).start();
    checkHash(scene);
    checkHash(scene.blocks(100, 115, 0));
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    checkHash(scene.swap(stale(null, "5000", null).pauseOnUnknown(), 15_500));
    assertThat(scene.market().pauseOnUnknown()).isTrue();
  }

  private static void checkHash(Scene scene) {
    MarketRow row = scene.market();
    assertThat(row.rowHash())
        .isEqualTo(
            RowHashes.row(
                row.id(), row.version(), row.quotes(), row.liquidations(), row.pauseOnUnknown()));
  }

  @Test
  void shouldPauseAtAShutdownOnlyWhereTheUnknownPauses() {
    Scene scene = stale(null, "5000", null).start().blocks(100, 115, 0);
    scene.gate.shutdown(Scene.stamp(15_100));
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.ENABLED);
    Scene pausing = stale(null, "5000", null).pauseOnUnknown().start().blocks(100, 115, 0);
    assertThat(pausing.market().liquidations()).isEqualTo(Liquidations.ENABLED);
    pausing.gate.shutdown(Scene.stamp(15_100));
    assertThat(pausing.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    assertThat(pausing.market().reasons())
        .extracting(Reason::bound)
        .containsExactly("SHUTDOWN", "SHUTDOWN");
  }

  @Test
  void shouldTakeALevelANanosecondWhereNothingHolds() {
    RecoveryPlan none = new RecoveryPlan(0, 0, Ratio.ONE, 0, 0, 0);
    Scene scene = stale("3000", "5000", null).recovery(none).start().blocks(100, 101, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.WIDEN);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(1_000 * MS + 1);
    assertThat(scene.tickNanos(1_000 * MS + 1).quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldExplainWhyQuotesAreWide() {
    Scene scene = stale("3000", "5000", null).start().blocks(100, 125, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tick(28_001);
    assertThat(scene.quotes()).isEqualTo(Quotes.WIDEN);
    assertThat(scene.market().reasons())
        .extracting(Reason::bound)
        .containsExactly("p/head.staleness");
    assertThat(scene.market().reasons().get(0).threshold()).hasValue(3_000);
  }

  @Test
  void shouldWaitForBlocksFromTheInstantAtWhichTheHoldIsOver() {
    RecoveryPlan blocks = new RecoveryPlan(2_000 * MS, 5, new Ratio(4, 5), 0, 2_000 * MS, 0);
    Scene scene = stale(null, "5000", null).recovery(blocks).start().blocks(100, 102, 0);
    scene.tickNanos(3_000 * MS - 1);
    assertThat(scene.market().reasons().get(0).bound()).isEqualTo("recovery.hold");
    scene.tickNanos(3_000 * MS);
    assertThat(scene.market().reasons().get(0).bound()).isEqualTo("recovery.blocks");
  }

  @Test
  void shouldCountAPauseByTheNewPlan() {
    Scene scene = stale(null, "5000", null).pauseOnUnknown().maxPause(5_000).start();
    scene.swap(stale(null, "5000", null).pauseOnUnknown().maxPause(9_000), 1_000);
    assertThat(scene.tickNanos(9_000 * MS).notices).isEmpty();
    assertThat(scene.tickNanos(9_000 * MS + 1).notices).hasSize(1);
  }
}
