package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import org.junit.jupiter.api.Test;

/**
 * The whole product of the gate's outputs (semantics §6): from each pair of outputs, each pair is
 * asked for; stricter comes in the same step, laxer one level at a time, after hold and blocks.
 */
final class GateProductTest {
  private static final long HOLD_MS = 10_000;
  private static final long ASKED_MS = 60_500;
  private static final long FAR_MS = 100_000_000;

  private Scene scene;
  private long height;
  private boolean widens;

  @Test
  void shouldMoveFromEachPairOfOutputsToEach() {
    for (boolean withWiden : new boolean[] {true, false}) {
      widens = withWiden;
      for (Quotes quotes : Quotes.values()) {
        for (Liquidations liquidations : Liquidations.values()) {
          fromOutputs(quotes, liquidations);
        }
      }
    }
  }

  private void fromOutputs(Quotes quotes, Liquidations liquidations) {
    for (Quotes asked : Quotes.values()) {
      for (Liquidations pause : Liquidations.values()) {
        String move = quotes + "/" + liquidations + " asked " + asked + "/" + pause;
        throughTheHold(move, quotes, liquidations, asked, pause);
        withoutBlocks(move, quotes, liquidations, asked, pause);
        assertNoIllegalMove(move);
      }
    }
  }

  private void throughTheHold(
      String move, Quotes quotes, Liquidations liquidations, Quotes asked, Liquidations pause) {
    start(quotes, liquidations);
    force(asked, pause, ASKED_MS);
    assertOutputs(move, quotes.worst(asked), liquidations.worst(pause));
    blocksUntil(ASKED_MS + HOLD_MS);
    scene.tickNanos((ASKED_MS + HOLD_MS) * Scene.MS - 1);
    assertOutputs(move + " before the hold", quotes.worst(asked), liquidations.worst(pause));
    scene.tick(ASKED_MS + HOLD_MS);
    Quotes relaxed = asked.worst(laxer(quotes));
    assertOutputs(move + " after the hold", relaxed, pause);
    blocksUntil(ASKED_MS + 2 * HOLD_MS);
    scene.tick(ASKED_MS + 2 * HOLD_MS);
    assertOutputs(move + " after two holds", asked.worst(laxer(relaxed)), pause);
  }

  /** Two rises are wanted: one is not enough, however long the hold has been over. */
  private void withoutBlocks(
      String move, Quotes quotes, Liquidations liquidations, Quotes asked, Liquidations pause) {
    start(quotes, liquidations);
    force(asked, pause, ASKED_MS);
    scene.tick(ASKED_MS + 2 * HOLD_MS);
    block(ASKED_MS + 2 * HOLD_MS);
    assertOutputs(move + " after one block", quotes.worst(asked), liquidations.worst(pause));
    block(ASKED_MS + 2 * HOLD_MS + 1_000);
    assertOutputs(move + " after two blocks", asked.worst(laxer(quotes)), pause);
  }

  private Quotes laxer(Quotes quotes) {
    return switch (quotes) {
      case OPEN, WIDEN -> Quotes.OPEN;
      case WITHDRAW -> widens ? Quotes.WIDEN : Quotes.OPEN;
    };
  }

  private void start(Quotes quotes, Liquidations liquidations) {
    scene =
        Scene.with()
            .patientNodes(4)
            .recovery(
                new RecoveryPlan(HOLD_MS * Scene.MS, 2, new Ratio(1, 1), 0, HOLD_MS * Scene.MS, 0))
            .bound(Metric.HEAD_STALENESS, null, widens ? "50000" : null, "60000", null)
            .start();
    height = 100;
    for (long atMs = 0; atMs < 60_000; atMs += 1_000) {
      block(atMs);
    }
    assertOutputs("warm", Quotes.OPEN, Liquidations.ENABLED);
    force(quotes, liquidations, 60_000);
    assertOutputs("forced", quotes, liquidations);
  }

  private void block(long atMs) {
    scene.everybody(height++, atMs);
  }

  private void blocksUntil(long endMs) {
    for (long atMs = endMs - HOLD_MS + 500; atMs < endMs; atMs += 1_000) {
      block(atMs);
    }
  }

  private void force(Quotes quotes, Liquidations liquidations, long atMs) {
    scene.gate.onOverride(
        new OverrideOrder(
            new MarketId("M"),
            OverrideOrder.Kind.FORCE,
            quotes,
            liquidations,
            "test",
            "product",
            FAR_MS * Scene.MS,
            Scene.stamp(atMs)));
  }

  private void assertOutputs(String when, Quotes quotes, Liquidations liquidations) {
    assertThat(scene.quotes()).as(when).isEqualTo(quotes);
    assertThat(scene.market().liquidations()).as(when).isEqualTo(liquidations);
  }

  private void assertNoIllegalMove(String when) {
    for (GateSignal signal : scene.signals) {
      boolean skips = signal.quotesFrom() == Quotes.WITHDRAW && signal.quotesTo() == Quotes.OPEN;
      assertThat(skips && widens).as(when + ": " + signal).isFalse();
    }
  }
}
