package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Quotes;
import org.junit.jupiter.api.Test;

/** Semantics §6.5 to §6.7: what a person orders, a journal that cannot be written, long pauses. */
class OverrideTest {
  private static final long MS = Scene.MS;

  /** Open from 11 s on, with heads until 15 s; stale a minute after the last. */
  private static Scene open(Setting setting) {
    return setting.start().blocks(100, 115, 0);
  }

  private static Setting calm() {
    return Scene.with().patientNodes(3);
  }

  @Test
  void shouldCloseAtOnceWhenForcedAndSayWhoAndWhy() {
    Scene scene = open(calm()).force(Quotes.WITHDRAW, Liquidations.ENABLED, 30_000, 15_500);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause()).isEqualTo(Cause.of(Cause.Kind.OPERATOR));
    assertThat(scene.last().reasons()).extracting("bound").containsExactly("OVERRIDE");
    assertThat(scene.last().reasons()).extracting("note").containsExactly("ann: upgrade");
    assertThat(scene.market().override().orElseThrow().untilMs())
        .isEqualTo(Scene.START_WALL_MS + 30_000);
  }

  @Test
  void shouldForceEachOutputAlone() {
    Scene scene = open(calm()).force(Quotes.WIDEN, Liquidations.PAUSED, 30_000, 15_500);
    assertThat(scene.quotes()).isEqualTo(Quotes.WIDEN);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    scene.force(Quotes.OPEN, Liquidations.PAUSED, 60_000, 16_000).blocks(116, 137, 16_001);
    assertThat(scene.quotes()).as("held for 20 s, as after any re-trip").isEqualTo(Quotes.OPEN);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
  }

  @Test
  void shouldBeginHoldAndBlocksAtTheInstantAtWhichAForceEnds() {
    Scene scene = open(calm()).force(Quotes.WITHDRAW, Liquidations.ENABLED, 30_000, 15_500);
    scene.blocks(116, 129, 16_000);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(30_000 * MS);
    scene.tickNanos(30_000 * MS - 1);
    assertThat(scene.market().override()).isPresent();
    scene.tick(30_000);
    assertThat(scene.market().override()).isEmpty();
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.blocks(130, 132, 30_100);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(50_000 * MS);
    scene.tickNanos(50_000 * MS - 1);
    assertThat(scene.quotes()).as("its re-trip has doubled the hold").isEqualTo(Quotes.WITHDRAW);
    scene.tick(50_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldHoldWhatIsClosedAndLetTheRunsGoOn() {
    Scene scene = calm().start().hold(20_000, 500).blocks(100, 119, 600);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons()).extracting("bound").containsExactly("OVERRIDE");
    scene.tick(20_000);
    assertThat(scene.quotes()).as("the hold was over long before").isEqualTo(Quotes.OPEN);
    assertThat(scene.last().cause()).isEqualTo(Cause.DEADLINE);
  }

  @Test
  void shouldAskForNothingWithAHold() {
    Scene scene = open(calm()).hold(30_000, 15_500);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.market().reasons()).isEmpty();
    assertThat(scene.market().override()).isPresent();
  }

  @Test
  void shouldReplaceAnOverrideByTheNextAndLiftItByAnEnd() {
    Scene scene = open(calm()).force(Quotes.WITHDRAW, Liquidations.PAUSED, 90_000, 15_500);
    scene.hold(80_000, 16_000);
    assertThat(scene.market().override().orElseThrow().kind()).isEqualTo(OverrideOrder.Kind.HOLD);
    scene.blocks(116, 140, 16_100);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.lift(40_500);
    assertThat(scene.market().override()).isEmpty();
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.last().cause().kind()).isEqualTo(Cause.Kind.OPERATOR);
  }

  @Test
  void shouldNotOpenAMarketThatItsBoundsClose() {
    Scene scene = calm().start().force(Quotes.OPEN, Liquidations.ENABLED, 90_000, 100);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons()).extracting("bound").contains("NO_QUORUM");
  }

  @Test
  void shouldCountAnOrderForAnUnknownMarketAsIgnored() {
    Scene scene = calm().start();
    scene.gate.onOverride(OverrideOrder.lift(new MarketId("X"), "ann", "typo", Scene.stamp(10)));
    assertThat(scene.gate.ignoredInputs()).isEqualTo(1);
  }

  @Test
  void shouldPageAtOnceAndCloseAfterAMinuteWithoutAJournal() {
    Scene scene = open(calm().pauseOnUnknown()).journal(false, 15_500).journal(false, 15_600);
    assertThat(scene.notices).extracting(Notice::kind).containsExactly(Notice.Kind.JOURNAL_LOST);
    scene.blocks(116, 175, 15_700).tickNanos(75_500 * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(75_500 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    assertThat(scene.last().reasons()).extracting("bound").containsOnly("JOURNAL");
    scene.blocks(176, 179, 76_000).journal(true, 80_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.blocks(180, 199, 80_500).tick(100_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldOpenNothingWithoutAJournalAndAtOnceWhenItIsBack() {
    Scene scene = calm().start().journal(false, 10).blocks(100, 114, 500);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons()).extracting("bound").containsExactly("JOURNAL");
    scene.journal(true, 15_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.last().cause()).isEqualTo(Cause.of(Cause.Kind.JOURNAL));
  }

  @Test
  void shouldTellOfALongPauseEveryMinuteUntilItEnds() {
    Setting setting = calm().maxPause(5_000);
    Scene scene = open(setting.bound(Metric.HEAD_STALENESS, null, null, "20000", "20000"));
    scene.tick(35_001);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(40_001 * MS + 1);
    scene.tickNanos(40_001 * MS);
    assertThat(scene.notices).isEmpty();
    scene.tickNanos(40_001 * MS + 1).tick(100_001);
    assertThat(scene.notices).hasSize(1);
    scene.tickNanos(100_001 * MS + 1);
    assertThat(scene.notices).extracting(Notice::kind).hasSize(2);
    assertThat(scene.notices.get(1).kind()).isEqualTo(Notice.Kind.PAUSED_TOO_LONG);
    assertThat(scene.notices.get(1).subject()).isEqualTo("M");
    scene.blocks(116, 140, 101_000).tick(200_000);
    assertThat(scene.notices).hasSize(2);
  }

  @Test
  void shouldCountAPauseFromTheStartOn() {
    Scene scene = calm().pauseOnUnknown().maxPause(5_000).start();
    scene.tickNanos(5_000 * MS + 1);
    assertThat(scene.notices).hasSize(1);
    assertThat(scene.notices.get(0).message()).startsWith("Liquidations have been paused for 5 s,");
  }

  @Test
  void shouldJudgeAShadowBesideTheMarketAndLetItTouchNothing() {
    Scene scene = open(calm().shadow("strict", 5_000));
    scene.tick(21_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.signals).hasSize(1);
    assertThat(scene.shadowSignals)
        .extracting(GateSignal::quotesTo)
        .containsExactly(Quotes.OPEN, Quotes.WITHDRAW);
    assertThat(scene.shadowSignals).extracting(GateSignal::seq).containsExactly(1L, 2L);
    assertThat(scene.gate.seq()).isEqualTo(1);
    assertThat(scene.gate.shadows()).extracting("policy").containsExactly("strict");
    assertThat(scene.gate.shadows().get(0).row().quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.gate.shadows().get(0).row().version()).isEqualTo(2);
    assertThat(scene.market().version()).isEqualTo(1);
  }

  @Test
  void shouldPutNoShadowUnderAnOverride() {
    Scene scene = open(calm().shadow("other", 60_000));
    scene.force(Quotes.WITHDRAW, Liquidations.ENABLED, 30_000, 15_500);
    assertThat(scene.gate.shadows().get(0).row().quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.gate.shadows().get(0).row().override()).isEmpty();
  }
}
