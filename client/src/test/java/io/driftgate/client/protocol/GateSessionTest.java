package io.driftgate.client.protocol;

import static io.driftgate.client.protocol.Stage.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, epochs, and what is done about a gate that breaks the rules. */
final class GateSessionTest {
  private final Stage stage = new Stage(1);

  @Test
  void shouldSubscribeAndRenewOnceGreeted() {
    stage.connect(0, new FakeGate(ETH));

    assertThat(stage.wire().sent)
        .containsExactly(
            "{\"op\":\"subscribe\",\"markets\":[\"*\"],\"streams\":[\"gate\"]}",
            "{\"op\":\"renew\",\"nonce\":\"tg0-1\"}");
  }

  @Test
  void shouldBelieveNothingAfterALostFrame() {
    FakeGate gate = stage.open();
    stage.pass(500);
    gate.move(ETH, "WITHDRAW");
    stage.hear(gate.move(ETH, "OPEN"));

    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.count(Counted.GAPS)).isEqualTo(1);
    assertThat(stage.wire().take("subscribe")).hasSize(1).noneMatch(f -> f.contains("since"));
    stage.hear(gate.snapshot());
    stage.renew(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldNotBelieveAGrantForTheTableBeforeALostFrame() {
    FakeGate gate = stage.open();
    stage.pass(250);
    String late = gate.lease(stage.wire().nonce());
    gate.move(ETH, "WITHDRAW");
    stage.hear(gate.move(ETH, "OPEN"));
    stage.hear(late);

    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldFindAWithdrawalThatWasLostByTheNextGrant() {
    FakeGate gate = stage.open();
    gate.move(ETH, "WITHDRAW");
    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
    stage.renew(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNotApplyAFrameTwice() {
    FakeGate gate = stage.open();
    String withdraw = gate.move(ETH, "WITHDRAW");
    String open = gate.move(ETH, "OPEN");
    stage.hear(withdraw);
    stage.hear(open);
    stage.hear(withdraw);
    stage.hear(open);
    assertThat(stage.count(Counted.STALE)).isEqualTo(2);
    assertThat(stage.session(0).version(ETH)).isEqualTo(3);

    stage.renew(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldWithdrawWhenFramesChangePlaces() {
    FakeGate gate = stage.open();
    String wider = gate.move(ETH, "WIDEN");
    String withdraw = gate.move(ETH, "WITHDRAW");
    stage.hear(withdraw);
    stage.hear(wider);

    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldRefuseOneVersionWithTwoRows() {
    FakeGate gate = stage.open();
    stage.hear(gate.move(ETH, "WIDEN"));
    FakeGate other = new FakeGate(ETH);
    other.move(ETH, "OPEN");
    stage.hear(other.move(ETH, "OPEN"));

    assertReset("one version with two rows");
  }

  @Test
  void shouldRefuseARowThatIsNotWhatItsHashSays() {
    FakeGate gate = stage.open();
    stage.hear(gate.move(ETH, "WITHDRAW").replace("\"to\":\"WITHDRAW\"", "\"to\":\"OPEN\""));

    assertReset("a row hash that its row does not have");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"type\":7}",
        "{}",
        "{\"type\":\"lease\"}",
        "{\"type\":\"heartbeat\",\"epoch\":7,\"seq\":-1}",
        "{\"type\":\"heartbeat\",\"epoch\":7,\"seq\":1.5}",
        "{\"type\":\"heartbeat\",\"epoch\":7,\"seq\":1,\"seq\":1}",
        "{\"type\":\"heartbeat\",\"epoch\":99999999999999999999,\"seq\":1}",
        "{\"type\":\"heartbeat\",\"epoch\":\"7\",\"seq\":1}",
        "{\"type\":\"heartbeat\",\"epoch\":7,\"seq\":1} x",
        "kid:AAAA\n{\"type\":\"heartbeat\",\"epoch\":7,\"seq\":1}"
      })
  void shouldEndTheSessionWithAGateThatSendsWhatNoGateShould(String text) {
    stage.open();
    stage.hear(text);

    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.at(0).mayLiquidate()).isFalse();
    assertThat(stage.count(Counted.RESETS)).isEqualTo(1);
    assertThat(stage.wire().drops).hasSize(1);
  }

  @Test
  void shouldIgnoreWhatItDoesNotKnow() {
    FakeGate gate = stage.open();
    stage.hear("{\"type\":\"novelty\",\"epoch\":\"x\"}");
    stage.hear(gate.move(ETH, "WIDEN").replace("\"seq\"", "\"new\":{\"a\":[1]},\"seq\""));

    assertThat(stage.quotes()).isEqualTo(Quotes.WIDEN);
    assertThat(stage.wire().drops).isEmpty();
  }

  @Test
  void shouldTakeAnUnknownStateForTheStrictest() {
    FakeGate gate = stage.open();
    stage.hear(gate.move(ETH, "HALF_OPEN", "SLOW"));
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.at(0).mayLiquidate()).isFalse();
    stage.renew(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.count(Counted.GRANTS)).isEqualTo(2);
  }

  @Test
  void shouldStartAnewWithARestartedGate() {
    FakeGate gate = stage.open();
    gate.restart();
    stage.session(0).closed();
    stage.connect(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.wire().take("subscribe")).noneMatch(frame -> frame.contains("since"));
    stage.hear(gate.snapshot());
    stage.hear(gate.move(ETH, "OPEN"));
    stage.renew(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldNotListenToAnEpochThatIsOver() {
    FakeGate gate = stage.open();
    FakeGate before = new FakeGate(ETH).epoch(6);
    stage.hear(before.move(ETH, "WITHDRAW"));
    stage.hear(before.snapshot());
    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(stage.count(Counted.FENCED)).isEqualTo(2);

    stage.session(0).closed();
    stage.connect(0, before);
    assertThat(stage.wire().drops).containsExactly("an epoch that is over");
    stage.connect(0, gate);
    assertThat(stage.wire().drops).hasSize(1);
  }

  @Test
  void shouldBelieveNothingOnceAHigherEpochIsSeen() {
    stage.open();
    FakeGate after = new FakeGate(ETH).epoch(8);
    stage.hear(after.heartbeat());
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNotGoBackToAnOlderSnapshot() {
    FakeGate gate = stage.open();
    String old = gate.snapshot();
    stage.hear(gate.move(ETH, "WITHDRAW"));
    stage.hear(old);
    stage.renew(0, gate);

    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.session(0).version(ETH)).isEqualTo(2);
    assertThat(stage.count(Counted.STALE)).isEqualTo(1);
  }

  @Test
  void shouldAskForAWholeTableWhenAResumedOneIsNotTheGates() {
    FakeGate gate = stage.open();
    stage.session(0).closed();
    gate.move(ETH, "WITHDRAW");
    stage.pass(100);
    stage.connect(0, gate);
    stage.hear(gate.lease(stage.wire().nonce()));
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);

    stage.pass(250);
    assertThat(stage.wire().take("subscribe")).hasSize(1).noneMatch(f -> f.contains("since"));
  }

  @Test
  void shouldGiveUpAGateThatDoesNotSubscribeIt() {
    stage.connect(0, new FakeGate(ETH));
    stage.hear("{\"type\":\"error\",\"code\":\"unsupported\",\"message\":\"no\"}");
    assertThat(stage.wire().drops).hasSize(1);
  }

  @Test
  void shouldSayThatItActedOnARestrictionOnceAndNotOnWhatItNeverSaw() {
    FakeGate gate = stage.open();
    stage.hear(gate.move(ETH, "WIDEN"));
    Change wider = stage.changes.get(stage.changes.size() - 1);
    stage.hear(gate.move(ETH, "WITHDRAW"));
    Change withdrawn = stage.changes.get(stage.changes.size() - 1);
    stage.desk.acknowledge(wider, stage.now);
    assertThat(stage.wire().take("ack")).isEmpty();
    stage.desk.acknowledge(withdrawn, stage.now);
    stage.desk.acknowledge(withdrawn, stage.now);

    assertThat(stage.wire().take("ack"))
        .containsExactly("{\"op\":\"ack\",\"market\":\"ETH-PERP\",\"version\":3}");
  }

  @Test
  void shouldPassOnConfirmations() {
    FakeGate gate = stage.open();
    stage.hear(gate.confirmed(ETH));

    assertThat(stage.confirmations).containsExactly(new Confirmation(0, ETH, 1, 3, 1, 0));
  }

  private void assertReset(String reason) {
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.count(Counted.RESETS)).isEqualTo(1);
    assertThat(stage.wire().drops).containsExactly(reason);
  }
}
