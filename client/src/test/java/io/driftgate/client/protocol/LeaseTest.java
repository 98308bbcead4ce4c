package io.driftgate.client.protocol;

import static io.driftgate.client.protocol.Stage.ETH;
import static io.driftgate.client.protocol.Stage.MS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Semantics §7, "Lease, two-way", from the desk's end. */
final class LeaseTest {
  private final Stage stage = new Stage(1);

  @Test
  void shouldPermitNothingBeforeAGrant() {
    FakeGate gate = new FakeGate(ETH);
    gate.move(ETH, "OPEN");
    stage.connect(0, gate);
    stage.hear(gate.snapshot());

    assertThat(stage.at(0).quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.at(0).why()).isEqualTo(Why.TOO_FEW_LEASES);
  }

  @Test
  void shouldPermitFor99PercentOfTheLeaseSinceTheRenewalWasSent() {
    FakeGate gate = new FakeGate(ETH);
    gate.move(ETH, "OPEN");
    stage.connect(0, gate);
    stage.hear(gate.snapshot());
    String nonce = stage.wire().nonce();
    long sent = stage.now;
    stage.pass(400);
    stage.hear(gate.lease(nonce));

    assertThat(stage.at(0).untilNanos()).isEqualTo(sent + 990 * MS);
    assertThat(stage.desk.permission(ETH, sent + 990 * MS - 1).quotes()).isEqualTo(Quotes.OPEN);
    assertThat(stage.desk.permission(ETH, sent + 990 * MS).quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNotBelieveAGrantThatTheNetworkHeldBack() {
    for (long heldMs = 0; heldMs <= 60_000; heldMs += 330) {
      Stage late = new Stage(1);
      FakeGate gate = new FakeGate(ETH);
      gate.move(ETH, "OPEN");
      late.connect(0, gate);
      String nonce = late.wire().nonce();
      long sent = late.now;
      late.now += heldMs * MS;
      late.hear(gate.snapshot());
      late.hear(gate.lease(nonce));

      for (long ms = -10; ms < 1_200; ms += 5) {
        boolean open = late.at(ms).mayQuote();
        assertThat(open).isEqualTo(heldMs < 990 && late.now - sent + ms * MS < 990 * MS);
      }
    }
  }

  @Test
  void shouldTakeTheShorterOfHellosAndTheGrantsLease() {
    FakeGate gate = new FakeGate(ETH);
    gate.move(ETH, "OPEN");
    gate.leaseMs(800);
    stage.connect(0, gate);
    stage.hear(gate.snapshot());
    stage.hear(gate.leaseMs(5_000).lease(stage.wire().nonce()));

    assertThat(stage.at(791).mayQuote()).isTrue();
    assertThat(stage.at(792).mayQuote()).isFalse();

    stage.renew(0, gate.leaseMs(400));
    assertThat(stage.at(542).quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldRenewEveryQuarterOfTheLease() {
    FakeGate gate = stage.open();
    for (int i = 0; i < 20; i++) {
      stage.pass(249);
      assertThat(stage.wire().take("renew")).isEmpty();
      stage.pass(1);
      stage.hear(gate.lease(stage.wire().nonce()));
      assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
    }
  }

  @Test
  void shouldCountARestrictionOnReceiptAndARelaxationWithTheNextMatchingGrant() {
    FakeGate gate = stage.open();
    stage.hear(gate.move(ETH, "WIDEN"));
    assertThat(stage.quotes()).isEqualTo(Quotes.WIDEN);

    stage.hear(gate.move(ETH, "OPEN"));
    assertThat(stage.quotes()).isEqualTo(Quotes.WIDEN);

    stage.renew(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldTakeARelaxationWithAGrantWhoseNonceWasSentBeforeIt() {
    FakeGate gate = stage.open();
    stage.hear(gate.move(ETH, "WITHDRAW"));
    stage.pass(250);
    String nonce = stage.wire().nonce();
    stage.hear(gate.move(ETH, "OPEN"));
    stage.hear(gate.lease(nonce));

    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldWithdrawAllAfterAGrantForAnotherTableUntilASnapshotAndAMatchingGrant() {
    FakeGate gate = stage.open();
    gate.move(ETH, "WITHDRAW");
    stage.renew(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.count(Counted.MISMATCHES)).isEqualTo(1);

    gate.move(ETH, "OPEN");
    stage.pass(250);
    assertThat(stage.wire().sent).anyMatch(frame -> frame.contains("subscribe"));
    String nonce = stage.wire().nonce();
    stage.hear(gate.lease(nonce));
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);

    stage.hear(gate.snapshot());
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
    stage.renew(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldCountAGrantOnce() {
    FakeGate gate = stage.open();
    stage.pass(250);
    String lease = gate.lease(stage.wire().nonce());
    stage.hear(lease);
    long until = stage.at(0).untilNanos();
    stage.pass(250);
    stage.hear(lease);

    assertThat(stage.at(0).untilNanos()).isEqualTo(until);
    assertThat(stage.count(Counted.LATE_GRANTS)).isEqualTo(1);
  }

  @Test
  void shouldIgnoreAGrantThatItNeverAskedFor() {
    FakeGate gate = new FakeGate(ETH);
    gate.move(ETH, "OPEN");
    stage.connect(0, gate);
    stage.hear(gate.snapshot());
    stage.hear(gate.lease("x"));

    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldGrantNothingByHeartbeats() {
    FakeGate gate = stage.open();
    for (int i = 0; i < 10; i++) {
      stage.pass(100);
      stage.hear(gate.heartbeat());
    }
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldKeepALeaseWhenTheConnectionEndsAndAfterItComesAgain() {
    FakeGate gate = stage.open();
    stage.session(0).closed();
    assertThat(stage.at(989).quotes()).isEqualTo(Quotes.OPEN);

    stage.pass(100);
    stage.connect(0, gate);
    assertThat(stage.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(stage.wire().take("subscribe"))
        .last()
        .asString()
        .contains("\"since\":{\"epoch\":7,\"seq\":1}");
    stage.pass(890);
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldTellOfTheEndOfALease() {
    stage.open();
    stage.changes.clear();
    stage.pass(989);
    assertThat(stage.changes).isEmpty();
    stage.pass(1);
    assertThat(stage.changes).singleElement().matches(c -> c.now().why() == Why.TOO_FEW_LEASES);
  }

  @Test
  void shouldDoWithLiquidationsAsTheRowSaysWhereNothingIsGranted() {
    FakeGate gate = new FakeGate(ETH, "B", "C");
    gate.pauseOnUnknown(ETH, false).move(ETH, "OPEN");
    gate.pauseOnUnknown("B", false).move("B", "OPEN", "PAUSED");
    gate.move("C", "OPEN");
    stage.grant(0, gate);
    assertThat(stage.desk.permission("C", stage.now).mayLiquidate()).isTrue();
    stage.pass(1_000);

    assertThat(stage.at(0).mayLiquidate()).isTrue();
    assertThat(stage.desk.permission("B", stage.now).mayLiquidate()).isFalse();
    assertThat(stage.desk.permission("C", stage.now).mayLiquidate()).isFalse();
    assertThat(stage.desk.permission("D", stage.now).mayLiquidate()).isFalse();
  }

  @Test
  void shouldNotRelaxLiquidationsWithoutAGrantOnceTheyWerePaused() {
    FakeGate gate = new FakeGate(ETH).pauseOnUnknown(ETH, false);
    stage.connect(0, gate);
    stage.hear(gate.snapshot());
    stage.hear(gate.move(ETH, "OPEN", "PAUSED"));
    stage.hear(gate.move(ETH, "OPEN", "ENABLED"));
    assertThat(stage.at(0).mayLiquidate()).isFalse();

    stage.renew(0, gate);
    assertThat(stage.at(0).mayLiquidate()).isTrue();
  }

  @Test
  void shouldDropASilentGateAfterTwoLeasesButNotAfterItsOwnStandstill() {
    stage.open();
    for (int i = 0; i < 19; i++) {
      stage.pass(100);
    }
    assertThat(stage.wire().drops).isEmpty();
    stage.pass(100);
    assertThat(stage.wire().drops).containsExactly("silent for too long");

    Stage stopped = new Stage(1);
    FakeGate gate = stopped.open();
    stopped.pass(30_000);
    assertThat(stopped.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(stopped.wire().drops).isEmpty();
    stopped.renew(0, gate);
    assertThat(stopped.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldPermitNothingAfterTheEnd() {
    FakeGate gate = stage.open();
    stage.desk.close();
    stage.renew(0, gate);

    assertThat(stage.at(0).why()).isEqualTo(Why.CLOSED);
    assertThat(stage.quotes()).isEqualTo(Quotes.WITHDRAW);
  }
}
