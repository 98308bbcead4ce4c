package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A desk and a gate, over real sockets. */
final class FeedIT {
  private FakeGate gate;
  private Feeding feeding;
  private TestDesk desk;

  @BeforeEach
  void open() {
    gate = new FakeGate("ETH-PERP", "ETH-SPOT", "SOL-PERP");
    feeding = new Feeding(gate);
    desk = feeding.desk();
  }

  @AfterEach
  void close() {
    desk.close();
    feeding.close();
  }

  private void move(String market, Quotes quotes) {
    feeding.onGate(
        () -> {
          gate.move(market, quotes);
          return true;
        });
  }

  @Test
  void shouldSayHelloFirstAndSpeakTheSubprotocol() {
    JsonObject hello = desk.next("hello");
    assertThat(hello)
        .isEqualTo(
            new JsonObject()
                .put("type", "hello")
                .put("protocol", "driftgate.v1")
                .put("version", "0.1-test")
                .put("epoch", 7)
                .put("leaseMs", 1_000)
                .put("heartbeatMs", 50)
                .put("keys", new JsonArray()));
    assertThat(desk.subProtocol()).isEqualTo("driftgate.v1");
  }

  @Test
  void shouldAnswerEverySubscribeWithASnapshotOfWhatItSees() {
    JsonObject all = desk.subscribe("gate").next("snapshot");
    JsonObject eth = desk.say("{\"op\":\"subscribe\",\"markets\":[\"ETH-*\"]}").next("snapshot");
    assertThat(ids(all)).containsExactly("ETH-PERP", "ETH-SPOT", "SOL-PERP");
    assertThat(ids(eth)).containsExactly("ETH-PERP", "ETH-SPOT");
    assertThat(eth.getString("viewHash")).isEqualTo(viewHash(eth));
    assertThat(all.getLong("epoch")).isEqualTo(7);
    assertThat(all.getLong("leaseMs")).isEqualTo(1_000);
  }

  @Test
  void shouldTellTransitionsOfSubscribedMarketsOnly() {
    desk.say("{\"op\":\"subscribe\",\"markets\":[\"ETH-*\"]}").next("snapshot");
    move("SOL-PERP", Quotes.OPEN);
    move("ETH-SPOT", Quotes.OPEN);
    JsonObject transition = desk.next("transition");
    assertThat(transition.getString("market")).isEqualTo("ETH-SPOT");
    assertThat(transition.getLong("version")).isEqualTo(1);
    assertThat(transition.getLong("seq")).isEqualTo(2);
    assertThat(transition.getJsonObject("quotes"))
        .isEqualTo(new JsonObject().put("from", "WITHDRAW").put("to", "OPEN"));
    assertThat(transition.getLong("decisionNanos")).isBetween(0L, 5_000_000_000L);
  }

  @Test
  void shouldGrantWithNonceAndViewHashOfWhatTheDeskSees() {
    JsonObject snapshot =
        desk.say("{\"op\":\"subscribe\",\"markets\":[\"ETH-*\"]}").next("snapshot");
    JsonObject lease = desk.renew("n-\"1\"").next("lease");
    assertThat(lease.getString("nonce")).isEqualTo("n-\"1\"");
    assertThat(lease.getString("viewHash")).isEqualTo(snapshot.getString("viewHash"));
    assertThat(lease.getLong("epoch")).isEqualTo(7);
    assertThat(lease.getLong("leaseMs")).isEqualTo(1_000);
  }

  @Test
  void shouldSendTheTransitionBeforeTheGrantWhenJudgingTrips() {
    desk.subscribe("gate").next("snapshot");
    feeding.onGate(
        () -> {
          gate.atNextJudgement(() -> gate.move("SOL-PERP", Quotes.WIDEN));
          return true;
        });
    desk.renew("n");
    JsonObject first = desk.next(frame -> !frame.getString("type").equals("heartbeat"), "frame");
    assertThat(first.getString("type")).isEqualTo("transition");
    assertThat(desk.next("lease").getLong("seq")).isEqualTo(1);
  }

  @Test
  void shouldNotGrantBeforeSubscribe() {
    desk.renew("n");
    assertThat(desk.next("error").getString("code")).isEqualTo("not_subscribed");
  }

  @Test
  void shouldRefuseTheTwentyFirstRenewalOfABurst() {
    desk.subscribe("gate").next("snapshot");
    for (int i = 0; i < 25; i++) {
      desk.renew("n" + i);
    }
    assertThat(desk.next("error").getString("code")).isEqualTo("rate_limited");
  }

  @Test
  void shouldBeatWithoutGranting() {
    JsonObject beat = desk.subscribe("gate").next("heartbeat");
    assertThat(beat.fieldNames())
        .containsExactlyInAnyOrder("type", "epoch", "seq", "atMs", "leaseMs");
  }

  @Test
  void shouldAnswerPing() {
    JsonObject pong = desk.say("{\"op\":\"ping\",\"id\":\"x\"}").next("pong");
    assertThat(pong.getString("id")).isEqualTo("x");
    assertThat(pong.getLong("atMs")).isPositive();
  }

  @Test
  void shouldAcceptWhatComesWithALaterVersion() {
    desk.say("{\"op\":\"auth\",\"token\":\"t\"}");
    desk.say("{\"op\":\"ack\",\"market\":\"ETH-PERP\",\"version\":3}");
    desk.say("{\"op\":\"subscribe\",\"since\":{\"epoch\":6,\"seq\":0},\"new\":1}").next("snapshot");
    assertThat(feeding.server.counts().acknowledgements()).isEqualTo(1);
    assertThat(feeding.server.counts().ignoredTokens()).isEqualTo(1);
  }

  @Test
  void shouldNameTheRemedyForWhatItCantDo() {
    JsonObject signed = desk.say("{\"op\":\"subscribe\",\"signed\":true}").next("error");
    JsonObject stream = desk.say("{\"op\":\"subscribe\",\"streams\":[\"x\"]}").next("error");
    assertThat(signed.getString("code")).isEqualTo("unsupported");
    assertThat(signed.getString("message")).contains("\"signed\":false");
    assertThat(stream.getString("code")).isEqualTo("unknown_stream");
  }

  @Test
  void shouldCountSubscribersUntilTheyLeave() throws Exception {
    desk.subscribe("gate").next("snapshot");
    assertThat(feeding.server.subscribers()).isEqualTo(1);
    desk.close();
    Feeding.eventually(Duration.ofSeconds(2), () -> feeding.server.subscribers() == 0);
  }

  @Test
  void shouldSendTelemetryOncePerSubjectUntilItChanges() throws Exception {
    feeding.onGate(
        () -> {
          gate.chain(Samples.chain("ethereum", 1));
          gate.node(Samples.node("geth-1", 1));
          return true;
        });
    desk.subscribe("gate", "chains", "nodes", "drift");
    assertThat(desk.next("chain").getJsonObject("chain").getString("id")).isEqualTo("ethereum");
    assertThat(desk.next("node").getJsonObject("node").getString("id")).isEqualTo("geth-1");
    assertThat(desk.next("drift").getJsonObject("drift").getString("node")).isEqualTo("geth-1");
    feeding.onGate(
        () -> {
          gate.node(Samples.node("geth-1", 2));
          return true;
        });
    desk.next("node");
    assertThat(desk.frames).noneMatch(frame -> frame.getString("type").equals("chain"));
  }

  @Test
  void shouldTellNobodyOfWhatIsGone() throws Exception {
    feeding.onGate(
        () -> {
          gate.node(Samples.node("geth-1", 1));
          gate.node(Samples.node("geth-2", 1));
          return true;
        });
    desk.subscribe("nodes");
    assertThat(nextNode(desk)).isEqualTo("geth-1");
    assertThat(nextNode(desk)).isEqualTo("geth-2");
    feeding.onGate(
        () -> {
          gate.forget("geth-1");
          feeding.server.replanned();
          return true;
        });
    assertThat(nextNode(desk)).as("told once more").isEqualTo("geth-2");
    try (TestDesk later = feeding.desk()) {
      later.subscribe("nodes");
      assertThat(nextNode(later)).isEqualTo("geth-2");
    }
  }

  private static String nextNode(TestDesk desk) {
    return desk.next("node").getJsonObject("node").getString("id");
  }

  @Test
  void shouldNotReadTelemetryThatNobodyWants() throws Exception {
    desk.subscribe("gate").next("snapshot");
    long until = System.nanoTime() + 700_000_000L;
    Feeding.eventually(Duration.ofSeconds(2), () -> System.nanoTime() > until);
    assertThat(feeding.<Integer>onGate(gate::reads)).isZero();
  }

  private static List<String> ids(JsonObject snapshot) {
    return snapshot.getJsonArray("markets").stream()
        .map(row -> ((JsonObject) row).getString("id"))
        .toList();
  }

  private static String viewHash(JsonObject snapshot) {
    List<Hash> rows =
        snapshot.getJsonArray("markets").stream()
            .map(row -> Hash.parse(((JsonObject) row).getString("rowHash")))
            .toList();
    return RowHashes.view(rows).toString();
  }

  @Test
  void shouldGrantNothingForATableOfTheOldPlan() {
    FakeGate gate = new FakeGate("A");
    try (Feeding feeding = new Feeding(gate);
        TestDesk desk = feeding.desk()) {
      desk.say("{\"op\":\"subscribe\"}");
      String old = desk.next("snapshot").getString("viewHash");
      desk.say("{\"op\":\"renew\",\"nonce\":\"1\"}");
      assertThat(desk.next("lease").getString("viewHash")).isEqualTo(old);

      feeding.onGate(
          () -> {
            gate.add("B");
            feeding.server.replanned();
            return true;
          });

      desk.say("{\"op\":\"renew\",\"nonce\":\"2\"}");
      assertThat(desk.next("lease").getString("viewHash")).isNotEqualTo(old);
    }
  }
}
