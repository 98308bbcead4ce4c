package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.RandomFleet.Input;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import io.driftgate.core.signal.Quotes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Semantics §6.6: what relaxes is journalled and flushed first; what restricts waits for nothing.
 */
class JournalledOpeningTest {
  private static final long MS = Scene.MS;

  /** May open from 10 s on; with heads until 15 s. */
  private static Scene ready() {
    return calm().start().blocks(100, 115, 0);
  }

  private static Setting calm() {
    return Scene.with().patientNodes(3).journalled();
  }

  @Test
  void shouldStayClosedUntilItsOpeningIsJournalled() {
    Scene scene = ready();
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.signals).isEmpty();
    assertThat(scene.gate.seq()).isZero();
    assertThat(scene.market().version()).isZero();
    assertThat(scene.market().reasons()).extracting("bound").containsExactly("JOURNAL");
    Opening asked = scene.openings.get(0);
    assertThat(scene.openings).hasSize(1);
    assertThat(asked.market()).isEqualTo(new MarketId("M"));
    assertThat(asked.ticket()).isEqualTo(1);
    assertThat(asked.version()).isEqualTo(1);
    assertThat(asked.quotesFrom()).isEqualTo(Quotes.WITHDRAW);
    assertThat(asked.quotesTo()).isEqualTo(Quotes.OPEN);

    scene.journalled(asked.ticket(), 15_500);

    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.last().cause()).isEqualTo(Cause.of(Cause.Kind.JOURNAL));
    assertThat(scene.last().version()).isEqualTo(1);
    assertThat(scene.last().seq()).isEqualTo(1);
    assertThat(scene.market().reasons()).isEmpty();
  }

  @Test
  void shouldAskForNoTickWhileItWaits() {
    Scene scene = ready();
    assertThat(scene.gate.nextDeadlineNanos()).isGreaterThan(20_000 * MS);
  }

  @Test
  void shouldForgetAnOpeningThatSomethingSpeaksAgainstMeanwhile() {
    Scene scene = ready().force(Quotes.WITHDRAW, Liquidations.ENABLED, 20_000, 15_500);
    scene.journalled(1, 15_600);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.signals).isEmpty();
    scene.blocks(116, 140, 16_000);
    assertThat(scene.openings).hasSize(2);
    assertThat(scene.quotes()).as("the old leave is for nothing").isEqualTo(Quotes.WITHDRAW);
    scene.journalled(2, 41_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldRestrictAtOnceWhileTheOtherOutputWaits() {
    Setting setting = calm().bound(Metric.HEAD_STALENESS, null, null, "20000", null);
    Scene scene = setting.start().blocks(100, 115, 0).journalled(1, 15_100);
    scene.force(Quotes.OPEN, Liquidations.PAUSED, 16_000, 15_200);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    scene.blocks(116, 140, 16_000);
    assertThat(scene.openings).hasSize(2);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    scene.tick(61_000);
    assertThat(scene.quotes()).as("stale at once").isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.openings).as("its version is another").hasSize(3);
    assertThat(scene.openings.get(2).version()).isEqualTo(scene.market().version() + 1);
    scene.journalled(2, 61_100);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.PAUSED);
    scene.journalled(3, 61_200);
    assertThat(scene.market().liquidations()).isEqualTo(Liquidations.ENABLED);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldAskAnewWhenTheJournalComesBack() {
    Scene scene = ready().journal(false, 15_500);
    assertThat(scene.market().reasons()).extracting("bound").containsExactly("JOURNAL");
    scene.journal(true, 16_000).journalled(1, 16_100);
    assertThat(scene.quotes()).as("nobody knows what became of it").isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.openings).extracting(Opening::ticket).containsExactly(1L, 2L);
    scene.journalled(2, 16_200);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldSayWhyTheJournalCannotBeWritten() {
    Scene scene = ready();
    scene.gate.onJournal(new JournalChanged(false, "the disk is full", Scene.stamp(15_500)));
    assertThat(scene.market().reasons())
        .extracting("note")
        .containsExactly("the journal cannot be written: the disk is full");
    assertThat(scene.notices).extracting(Notice::message).allMatch(m -> m.contains("disk is full"));
  }

  @Test
  void shouldOpenNothingAfterAShutdown() {
    Scene scene = ready();
    scene.gate.shutdown(Scene.stamp(15_500));
    scene.journalled(1, 15_600);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.signals).isEmpty();
  }

  @Test
  void shouldForgetItsOpeningsWhenThePlanChanges() {
    Scene scene =
        ready().swap(calm().bound(Metric.HEAD_STALENESS, null, null, "30000", null), 15_500);
    scene.journalled(1, 15_600);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldForgetTheOpeningsOfMarketsThatAreNoMore() {
    FleetPlan one = calm().plan();
    MarketPlan other = new MarketPlan(new MarketId("N"), one.markets().get(0).legs());
    FleetPlan two =
        new FleetPlan(one.chains(), one.nodes(), List.of(one.markets().get(0), other), List.of());
    Scene scene = new Scene(two, 0, Openings.JOURNALLED).blocks(100, 115, 0);
    assertThat(scene.openings).extracting(Opening::market).hasSize(2);
    scene.gate.onPlan(one, Scene.stamp(15_500));
    scene.journalled(2, 15_600);
    assertThat(scene.gate.markets()).hasSize(1);
    assertThat(scene.quotes()).as("M did not change").isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldLetShadowsWaitForNothing() {
    Scene scene = calm().shadow("other", 60_000).start().blocks(100, 115, 0);
    assertThat(scene.shadowSignals).extracting(GateSignal::quotesTo).containsExactly(Quotes.OPEN);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  /**
   * Each relaxation was told before, with its version; each restriction falls when it always did.
   */
  @Test
  void shouldRelaxNothingThatItDidNotTellBeforeWhateverTheJournalsPace() {
    int relaxed = 0;
    for (int seed = 0; seed < 6; seed++) {
      List<GateSignal> signals = new ArrayList<>();
      Map<String, Opening> told = new HashMap<>();
      List<Opening> waiting = new ArrayList<>();
      SignalListener listener = new Told(signals, told, waiting);
      Stamp start = new Stamp(-1_000 * MS, Scene.START_WALL_MS);
      RiskGate gate = new RiskGate(RandomFleet.plan(seed), 3, start, Openings.JOURNALLED, listener);
      int number = 0;
      for (Input input : RandomFleet.inputs(seed, true, 90)) {
        input.tell().accept(gate);
        if (number++ % (1 + seed * 7) == 0 && !waiting.isEmpty()) {
          long upTo = waiting.get(waiting.size() - 1).ticket();
          waiting.clear();
          gate.onJournalled(new Journalled(upTo, input.at()));
        }
      }
      for (GateSignal signal : signals) {
        if (!signal.restricts()) {
          relaxed++;
          Opening opening = told.get(signal.market() + " " + signal.version());
          assertThat(opening).as("told before: %s", signal).isNotNull();
          assertThat(opening.quotesTo()).isEqualTo(signal.quotesTo());
          assertThat(opening.liquidationsTo()).isEqualTo(signal.liquidationsTo());
          assertThat(signal.cause().kind()).isEqualTo(Cause.Kind.JOURNAL);
        }
      }
    }
    assertThat(relaxed).isGreaterThan(6);
  }

  private record Told(List<GateSignal> signals, Map<String, Opening> told, List<Opening> waiting)
      implements SignalListener {
    @Override
    public void onSignal(GateSignal signal) {
      signals.add(signal);
    }

    @Override
    public void onOpening(Opening opening) {
      told.put(opening.market() + " " + opening.version(), opening);
      waiting.add(opening);
    }
  }
}
