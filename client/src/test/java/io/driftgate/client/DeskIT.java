package io.driftgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.driftgate.client.protocol.Change;
import io.driftgate.client.protocol.Counted;
import io.driftgate.client.protocol.FakeGate;
import io.driftgate.client.protocol.Quotes;
import io.driftgate.client.protocol.Why;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A desk on real sockets, against a gate that can do what no gate should. */
final class DeskIT {
  private static final String ETH = "ETH-PERP";
  private static final long PATIENCE_MS = 10_000;

  private RawGate raw;

  @BeforeEach
  void open() throws IOException {
    FakeGate gate = new FakeGate(ETH);
    gate.move(ETH, "OPEN");
    raw = new RawGate(gate.leaseMs(600));
  }

  @AfterEach
  void close() throws IOException {
    raw.close();
  }

  private static void eventually(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as(what).isNegative();
      pause(2);
    }
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            t -> t.getName().startsWith("driftgate-") || t.getName().contains("tyrus-jdk-client"))
        .count();
  }

  private static long count(Desk desk, Counted what) {
    return desk.report().gates().get(0).counts().get(what);
  }

  @Test
  void shouldOpenWithdrawAcknowledgeAndEnd() throws IOException {
    List<Change> changes = new CopyOnWriteArrayList<>();
    Market eth;
    try (Desk desk =
        Desk.builder().gate(raw.address()).token(() -> "s3cret").listener(changes::add).open()) {
      eth = desk.market(ETH);
      Market opened = eth;
      eventually("open", () -> opened.quotes() == Quotes.OPEN);
      assertThat(raw.requests.get(0).lines().map(line -> line.replaceFirst(": ?", "=")))
          .contains("Authorization=Bearer s3cret", "Sec-WebSocket-Protocol=driftgate.v1")
          .noneMatch(line -> line.startsWith("Origin"));

      raw.say(raw.gate.move(ETH, "WITHDRAW"));
      eventually("withdrawn", () -> opened.quotes() == Quotes.WITHDRAW);
      eventually(
          "acknowledged",
          () -> raw.heard.contains("{\"op\":\"ack\",\"market\":\"ETH-PERP\",\"version\":2}"));
      assertThat(changes).last().matches(c -> c.before().mayQuote() && !c.now().mayQuote());

      raw.say(raw.gate.move(ETH, "OPEN"));
      eventually("open again", () -> desk.permission(ETH).mayQuote());
    }
    assertThat(eth.permission().why()).isEqualTo(Why.CLOSED);
    eventually("threads end", () -> threads() == 0);
  }

  @Test
  void shouldDropAConnectionThatIsHalfOpenAndMakeAnother() {
    try (Desk desk = Desk.builder().gate(raw.address()).open()) {
      eventually("open", () -> desk.permission(ETH).mayQuote());
      raw.mute = true;
      raw.deaf = true;
      eventually("withdrawn", () -> !desk.permission(ETH).mayQuote());
      eventually("dropped", () -> count(desk, Counted.SILENCES) > 0);
      eventually("closed", () -> raw.connections.get(0).ended);
      raw.mute = false;
      raw.deaf = false;
      eventually("open again", () -> desk.permission(ETH).mayQuote());
    }
  }

  @Test
  void shouldGoOnTryingAndSayWhyNot() {
    raw.refusal = "401 Unauthorized";
    try (Desk desk = Desk.builder().gate(raw.address()).open()) {
      eventually("refused", () -> count(desk, Counted.FAILURES) > 2);
      assertThat(desk.report().gates().get(0).lastReason()).contains("401");
      raw.refusal = "";
      eventually("open", () -> desk.permission(ETH).mayQuote());
    }
  }

  @Test
  void shouldNotWaitForASlowListener() throws Exception {
    CountDownLatch forever = new CountDownLatch(1);
    try (Desk desk =
        Desk.builder()
            .gate(raw.address())
            .listener(
                change -> {
                  try {
                    forever.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })
            .open()) {
      eventually("open", () -> desk.permission(ETH).mayQuote());
      raw.say(raw.gate.move(ETH, "WITHDRAW"));
      eventually("withdrawn", () -> !desk.permission(ETH).mayQuote());
      assertThat(raw.heard).noneMatch(text -> text.contains("ack"));
    }
    eventually("threads end", () -> threads() == 0);
  }

  @Test
  void shouldTellAListenerThatThrewAgainAndAcknowledgeOnlyThen() throws IOException {
    CountDownLatch calls = new CountDownLatch(3);
    try (Desk desk =
        Desk.builder()
            .gate(raw.address())
            .listener(
                change -> {
                  if (change.now().quotes() == Quotes.WITHDRAW && change.version(0) == 2) {
                    calls.countDown();
                    if (calls.getCount() > 0) {
                      throw new IllegalStateException("not yet");
                    }
                  }
                })
            .open()) {
      eventually("open", () -> desk.permission(ETH).mayQuote());
      raw.say(raw.gate.move(ETH, "WITHDRAW"));
      eventually("told again", () -> calls.getCount() == 0);
      eventually("acknowledged", () -> raw.heard.stream().anyMatch(t -> t.contains("ack")));
      assertThat(desk.report().listenerFailures()).isEqualTo(2);
    }
  }

  @Test
  void shouldTakeASnapshotOfAFewMegabytes() throws IOException {
    String[] ids = new String[9_000];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "MARKET-WITH-A-LONG-NAME-TO-FILL-THE-FRAME-" + i;
    }
    FakeGate big = new FakeGate(ids);
    big.move(ids[8_999], "OPEN");
    assertThat(big.snapshot().length()).isGreaterThan(2_000_000);
    try (RawGate many = new RawGate(big.leaseMs(20_000));
        Desk desk = Desk.builder().gate(many.address()).open()) {
      eventually("open", () -> desk.permission(ids[8_999]).mayQuote());
      eventually("all told", () -> desk.permission(ids[0]).why() == Why.GATES_SAY);
    }
  }

  @Test
  void shouldRefuseWhatCanNotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> Desk.builder().open());
    assertThatIllegalArgumentException().isThrownBy(() -> Desk.builder().gate("http://x/"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Desk.builder().gate("ws://a:1/").needed(2).open());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Desk.builder().gate("ws://gate:1/").token(() -> "t").open())
        .withMessageContaining("wss://");
  }
}
