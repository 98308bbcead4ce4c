package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Transport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PushIT {
  private static final String NODE = "pushing";

  private final Watch watch = new Watch();
  private final FakeNode node = watch.fakeNode();

  @BeforeAll
  static void warmUp() {
    Watch.warmUp();
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void shouldTrustASubscriptionAndReportItsHeads() {
    start();
    awaitTrust(true);
    node.mine();
    Waits.until("a pushed head", () -> !pushed().isEmpty());
    HeadObserved fact = pushed().get(0);
    assertThat(fact.head().height()).isEqualTo(101);
    assertThat(fact.sentNanos()).isEqualTo(fact.received().nanos());
    assertThat(fact.finality().asked()).isFalse();
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldSendNoOriginAndOfferNoExtension() {
    AtomicBoolean clean = new AtomicBoolean();
    node.onUpgrade =
        socket ->
            clean.set(
                !socket.headers().contains("Origin")
                    && !socket.headers().contains("Sec-WebSocket-Extensions")
                    && "Bearer s3cret".equals(socket.headers().get("Authorization")));
    start();
    awaitTrust(true);
    assertThat(clean).isTrue();
  }

  @Test
  void shouldShowThatAQuietConnectionIsAlive() {
    start();
    awaitTrust(true);
    Waits.until("two keep-alives", () -> watch.inputs.keepAlives.size() >= 2);
    assertThat(watch.inputs.keepAlives)
        .allMatch(fact -> fact.sentNanos() < fact.received().nanos());
    assertThat(watch.inputs.trustOf(NODE)).containsExactly(true);
  }

  @Test
  void shouldReportAHeadThatReplacesAnother() {
    start();
    awaitTrust(true);
    node.mine();
    node.subscribers.forEach(socket -> node.push(socket, 100));
    Waits.until("both", () -> pushed().size() == 2);
    assertThat(pushed()).extracting(fact -> fact.head().height()).containsExactly(101L, 100L);
    assertThat(watch.inputs.trustOf(NODE)).containsExactly(true);
  }

  @Test
  void shouldJoinAHeadThatComesInFragments() {
    start();
    awaitTrust(true);
    String head =
        "{\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"0x1\",\"result\":"
            + FakeNode.block(101)
            + "}}";
    node.subscribers.forEach(
        socket -> {
          socket.writeFrame(WebSocketFrame.textFrame(head.substring(0, 50), false));
          socket.writeFrame(
              WebSocketFrame.continuationFrame(Buffer.buffer(head.substring(50)), true));
        });
    Waits.until("the head", () -> pushed().size() == 1);
  }

  @Test
  void shouldReconnectAfterADrop() {
    start();
    awaitTrust(true);
    node.subscribers.forEach(ServerWebSocket::close);
    Waits.until("trust again", () -> watch.inputs.trustOf(NODE).equals(List.of(true, false, true)));
    assertThat(watch.inputs.kindsOf(NODE, Transport.PUSH)).containsExactly(FailureKind.REFUSED);
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldNotTrustAnotherChain() {
    node.chainId = 1;
    start();
    watch.awaitFailure(NODE, Transport.PUSH, FailureKind.WRONG_CHAIN);
    assertThat(watch.inputs.trustOf(NODE)).isEmpty();
    watch.assertHealthyUndisturbed();
  }

  @Test
  @DisplayName("scenarios.md row 4: an open subscription brings no heads (the collector's part)")
  void shouldUntrustASilentSubscriptionThenKeepItOnProbation() {
    start();
    awaitTrust(true);
    watch.awaitPolled(NODE, 2);
    Waits.until("silence twice", () -> advanceQuietly() && watch.counters().silentSockets() >= 2);
    Waits.until("a third connection", () -> advanceQuietly() && node.upgrades.get() >= 3);
    Waits.pause(200);
    assertThat(watch.inputs.trustOf(NODE)).containsExactly(true, false, true, false);
    assertThat(watch.inputs.kindsOf(NODE, Transport.PUSH)).containsExactly(FailureKind.TIMEOUT);
    Waits.until("a subscriber", () -> !node.subscribers.isEmpty());
    node.mine();
    Waits.until("trust after a head", () -> watch.inputs.trustOf(NODE).size() == 5);
    assertThat(watch.inputs.kindsOf(NODE, Transport.POLL)).isEmpty();
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldMissWhatMostOtherNodesShowWhilePollingShowsNothing() {
    node.http = (request, good) -> request.response().setStatusCode(503).end();
    FakeNode other = watch.fakeNode();
    watch.polling("other", other.httpUri());
    start();
    awaitTrust(true);
    Waits.until(
        "a new subscription",
        () -> {
          other.height.incrementAndGet();
          watch.healthy.height.incrementAndGet();
          return watch.inputs.trustOf(NODE).size() >= 3;
        });
    assertThat(watch.inputs.trustOf(NODE)).startsWith(true, false, true);
    assertThat(watch.inputs.failuresOf(NODE))
        .filteredOn(fact -> fact.transport() == Transport.PUSH)
        .allMatch(fact -> fact.message().endsWith(" was shown by most nodes and not pushed"));
  }

  @Test
  void shouldBringAllBackThatWereLostAtOnce() {
    int nodes = 40;
    for (int i = 0; i < nodes; i++) {
      watch.listening("lost-" + i, node.httpUri(), node.wsUri());
    }
    watch.start();
    Waits.until("all of them", () -> node.subscribers.size() == nodes);
    node.subscribers.forEach(ServerWebSocket::close);
    Waits.until("all of them lost", () -> watch.inputs.failures.size() == nodes);
    Waits.until("all of them again", () -> node.subscribers.size() == nodes);
    assertThat(node.upgrades).hasValue(2 * nodes);
    watch.assertHealthyUndisturbed();
  }

  @Test
  void shouldCloseOnABinaryFrame() {
    expectOnSubscribed(
        FailureKind.MALFORMED, socket -> socket.writeBinaryMessage(Buffer.buffer("{}")));
  }

  @Test
  void shouldCloseOnAFrameOverItsCap() {
    expectOnSubscribed(
        FailureKind.TOO_LARGE, socket -> socket.writeTextMessage(" ".repeat((1 << 20) + 1)));
  }

  @Test
  void shouldCloseOnFragmentsOverTheirCap() {
    Buffer part = Buffer.buffer(" ".repeat(300_000));
    expectOnSubscribed(
        FailureKind.TOO_LARGE,
        socket -> {
          socket.writeFrame(WebSocketFrame.textFrame(part.toString(), false));
          for (int i = 0; i < 4; i++) {
            socket.writeFrame(WebSocketFrame.continuationFrame(part, false));
          }
        });
  }

  @Test
  void shouldCloseOnNonsense() {
    expectOnSubscribed(FailureKind.MALFORMED, socket -> socket.writeTextMessage("<html>"));
  }

  @Test
  void shouldCloseOnAFloodOfPings() {
    expectOnSubscribed(
        FailureKind.MALFORMED,
        socket -> {
          for (int i = 0; i < 5_000; i++) {
            socket.writePing(Buffer.buffer("ping"));
          }
        });
  }

  @Test
  void shouldTimeOutAnUpgradeThatIsNeverAnswered() throws IOException {
    expectRaw(FailureKind.TIMEOUT, (request, socket, out) -> Thread.sleep(10_000));
  }

  @Test
  void shouldTellARefusedUpgradeByItsStatus() throws IOException {
    byte[] nothing = {};
    expectRaw(
        FailureKind.HTTP_STATUS, RawServer.answers("403 Forbidden\r\nContent-Length: 0", nothing));
  }

  @Test
  void shouldTellARateLimitedUpgrade() throws IOException {
    byte[] nothing = {};
    expectRaw(
        FailureKind.RATE_LIMITED, RawServer.answers("429 Slow\r\nContent-Length: 0", nothing));
  }

  @Test
  void shouldLoseAConnectionThatAnswersNothingAfterTheUpgrade() throws IOException {
    expectUpgraded(FailureKind.TIMEOUT, "", new byte[0]);
  }

  @Test
  void shouldFindAHalfOpenConnectionByItsPing() throws IOException {
    byte[] answers =
        textFrames("{\"id\":1,\"result\":\"0x7a69\"}", "{\"id\":2,\"result\":\"0x1\"}");
    try (RawServer halfOpen = new RawServer(upgraded("", answers))) {
      watch.listening(NODE, node.httpUri(), halfOpen.ws()).start();
      watch.awaitFailure(NODE, Transport.PUSH, FailureKind.TIMEOUT);
      assertThat(watch.inputs.trustOf(NODE)).startsWith(true, false);
      assertThat(watch.inputs.failuresOf(NODE).get(0).message()).contains("ping unanswered");
      watch.assertHealthyUndisturbed();
    }
  }

  @Test
  void shouldRefuseAnExtensionThatItDidNotOffer() throws IOException {
    expectUpgraded(
        FailureKind.MALFORMED, "Sec-WebSocket-Extensions: permessage-deflate\r\n", new byte[0]);
  }

  @Test
  void shouldRefuseACompressedFrame() throws IOException {
    byte[] compressed = {(byte) 0xc1, 0x03, 0x01, 0x02, 0x03};
    expectUpgraded(FailureKind.MALFORMED, "", compressed);
  }

  @Test
  void shouldRefuseAFrameThatAnnouncesFourGigabytes() throws IOException {
    byte[] head =
        ByteBuffer.allocate(10).put((byte) 0x81).put((byte) 127).putLong(1L << 32).array();
    expectUpgraded(FailureKind.TOO_LARGE, "", head);
  }

  private void start() {
    watch.listening(NODE, node.httpUri(), node.wsUri()).start();
  }

  private void awaitTrust(boolean trusted) {
    Waits.until(
        "trust, failures " + watch.inputs.failuresOf(NODE),
        () -> watch.inputs.trustOf(NODE).contains(trusted));
  }

  private List<HeadObserved> pushed() {
    return watch.inputs.headsOf(NODE, Transport.PUSH);
  }

  /** A block that polling shows and nobody pushes. */
  private boolean advanceQuietly() {
    node.height.incrementAndGet();
    Waits.pause(20);
    return true;
  }

  private void expectOnSubscribed(FailureKind kind, Consumer<ServerWebSocket> deed) {
    node.onSubscribed = deed;
    start();
    watch.awaitFailure(NODE, Transport.PUSH, kind);
    Waits.until("untrusted", () -> watch.inputs.trustOf(NODE).contains(false));
    node.onSubscribed = socket -> {};
    Waits.until("trust again", () -> lastTrust() && !node.subscribers.isEmpty());
    assertThat(watch.inputs.kindsOf(NODE, Transport.PUSH)).containsExactly(kind);
    assertThat(watch.inputs.kindsOf(NODE, Transport.POLL)).isEmpty();
    watch.assertHealthyUndisturbed();
  }

  private boolean lastTrust() {
    List<Boolean> trust = watch.inputs.trustOf(NODE);
    return trust.get(trust.size() - 1);
  }

  private void expectUpgraded(FailureKind kind, String headers, byte[] then) throws IOException {
    expectRaw(kind, upgraded(headers, then));
  }

  private static RawServer.Script upgraded(String headers, byte[] then) {
    return (request, socket, out) -> {
      out.write(acceptance(request, headers).getBytes(StandardCharsets.ISO_8859_1));
      out.write(then);
      out.flush();
      Thread.sleep(10_000);
    };
  }

  private static String acceptance(String request, String headers) {
    Matcher key = Pattern.compile("(?i)sec-websocket-key: (\\S+)").matcher(request);
    assertThat(key.find()).isTrue();
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + headers
        + "Sec-WebSocket-Accept: "
        + accept(key.group(1))
        + "\r\n\r\n";
  }

  private static String accept(String key) {
    try {
      byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] textFrames(String... texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text : texts) {
      out.write(0x81);
      out.write(text.length());
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private void expectRaw(FailureKind kind, RawServer.Script script) throws IOException {
    try (RawServer hostile = new RawServer(script)) {
      watch.listening(NODE, node.httpUri(), hostile.ws()).start();
      Waits.until("a failure", () -> !watch.inputs.kindsOf(NODE, Transport.PUSH).isEmpty());
      assertThat(watch.inputs.kindsOf(NODE, Transport.PUSH))
          .as("%s", watch.inputs.failuresOf(NODE))
          .containsExactly(kind);
      assertThat(watch.inputs.trustOf(NODE)).isEmpty();
      watch.awaitPolled(NODE, 2);
      watch.assertHealthyUndisturbed();
    }
  }
}
