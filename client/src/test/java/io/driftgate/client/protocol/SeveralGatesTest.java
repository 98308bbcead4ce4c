package io.driftgate.client.protocol;

import static io.driftgate.client.protocol.Stage.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Semantics §7, "Several gates". */
final class SeveralGatesTest {
  @ParameterizedTest
  @CsvSource({
    // what each gate says under a lease (- for no lease and no word), and what that makes
    "1, O, OPEN",
    "1, N, WIDEN",
    "1, W, WITHDRAW",
    "1, -, WITHDRAW",
    "2, OO, OPEN",
    "2, ON, WIDEN",
    "2, NO, WIDEN",
    "2, OW, WITHDRAW",
    "2, WO, WITHDRAW",
    "2, O-, WITHDRAW",
    "2, -O, WITHDRAW",
    "2, --, WITHDRAW",
    "3, OOO, OPEN",
    "3, OO-, OPEN",
    "3, O-O, OPEN",
    "3, -OO, OPEN",
    "3, O--, WITHDRAW",
    "3, OON, WIDEN",
    "3, ON-, WIDEN",
    "3, OOW, WITHDRAW",
    "3, OW-, WITHDRAW",
    "3, NNN, WIDEN",
    "3, ---, WITHDRAW",
    "5, OOO--, OPEN",
    "5, OO---, WITHDRAW"
  })
  void shouldTakeTheStrictestOfEnough(int gates, String said, Quotes expected) {
    Stage stage = new Stage(gates);
    for (int gate = 0; gate < gates; gate++) {
      char word = said.charAt(gate);
      if (word != '-') {
        FakeGate fake = new FakeGate(ETH);
        fake.move(ETH, word == 'O' ? "OPEN" : word == 'N' ? "WIDEN" : "WITHDRAW");
        stage.grant(gate, fake);
      }
    }
    assertThat(stage.quotes()).isEqualTo(expected);
  }

  @Test
  void shouldStayOpenWhileEnoughLeasesStand() {
    Stage stage = new Stage(3);
    for (int gate = 0; gate < 3; gate++) {
      stage.open(gate);
      stage.pass(100);
    }
    stage.session(0).closed();
    stage.session(1).closed();

    assertThat(stage.at(0).untilNanos() - stage.now).isEqualTo((990 - 200) * Stage.MS);
    assertThat(stage.at(789).quotes()).isEqualTo(Quotes.OPEN);
    assertThat(stage.at(790).quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldHoldWhatAGateForbadeForAWhileAfterItsLease() {
    Stage stage = new Stage(3);
    FakeGate a = stage.open(0);
    FakeGate b = stage.open(1);
    FakeGate c = stage.open(2);
    stage.hear(2, c.move(ETH, "WITHDRAW"));
    stage.session(2).closed();
    long goneMs = 0;
    while (stage.at(0).why() != Why.HELD) {
      step(stage, a, b);
      goneMs += 250;
    }
    assertThat(goneMs).isEqualTo(1_000);
    while (!stage.at(0).mayQuote()) {
      step(stage, a, b);
      goneMs += 250;
    }
    assertThat(goneMs).isEqualTo(Stage.HOLD_MS + 1_000);
    assertThat(stage.at(0).why()).isEqualTo(Why.GATES_SAY);
  }

  private static void step(Stage stage, FakeGate a, FakeGate b) {
    stage.pass(250);
    stage.hear(0, a.lease(stage.wires.get(0).nonce()));
    stage.hear(1, b.lease(stage.wires.get(1).nonce()));
  }

  @Test
  void shouldHoldAWithdrawalThatWasPushedWithoutALease() {
    Stage stage = new Stage(3);
    stage.open(0);
    stage.open(1);
    FakeGate c = new FakeGate(ETH);
    stage.connect(2, c);
    stage.hear(2, c.snapshot());

    assertThat(stage.at(0).why()).isEqualTo(Why.HELD);
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNotHoldAWordThatAGateNeverSaid() {
    Stage stage = new Stage(3);
    stage.open(0);
    stage.open(1);
    FakeGate c = new FakeGate(ETH);
    c.move(ETH, "OPEN");
    stage.connect(2, c);
    stage.hear(2, c.snapshot());

    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldHoldAWithdrawalAlsoAfterTheGateBrokeTheRules() {
    Stage stage = new Stage(3);
    stage.open(0);
    stage.open(1);
    FakeGate c = stage.open(2);
    stage.hear(2, c.move(ETH, "WITHDRAW"));
    stage.hear(2, "{");

    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.at(0).why()).isEqualTo(Why.HELD);
  }

  @Test
  void shouldWithdrawAMarketThatOneGateWithALeaseDoesNotKnow() {
    Stage stage = new Stage(2);
    stage.open(0);
    stage.grant(1, new FakeGate("SOL-PERP"));

    assertThat(stage.at(0).why()).isEqualTo(Why.NO_ROW);
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.at(0).mayLiquidate()).isFalse();
  }

  @Test
  void shouldFenceEachGateByItsOwnEpochs() {
    Stage stage = new Stage(2);
    stage.open(0);
    FakeGate other = new FakeGate(ETH).epoch(3);
    other.move(ETH, "OPEN");
    stage.grant(1, other);

    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
  }
}
