package io.driftgate.simulator.rpc;

import static io.driftgate.simulator.rpc.RpcClient.PATIENCE;
import static io.driftgate.simulator.rpc.RpcClient.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.chain.HeaderJson;
import io.driftgate.simulator.node.Fault;
import io.driftgate.simulator.node.FaultKind;
import io.driftgate.simulator.rpc.RpcClient.Message;
import io.driftgate.simulator.rpc.RpcClient.Socket;
import io.driftgate.simulator.scenario.FleetModel;
import io.driftgate.simulator.scenario.Stage;
import io.driftgate.simulator.scenario.Trouble;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LiveFleetIT {
  private static final int WELL = 0;
  private static final int HUNG = 1;
  private static final int SICK = 2;
  private static final long LONG_MS = 600_000;
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String LATEST = call("eth_getBlockByNumber", "[\"latest\",false]");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldAnswerABatchOverHttp() throws Exception {
    JsonNode answers =
        node(start(200, Trouble.NONE), WELL)
            .ask(
                "["
                    + String.join(
                        ",",
                        call("eth_chainId", "[]"),
                        LATEST,
                        call("eth_getBlockByNumber", "[\"safe\",false]"),
                        call("eth_getBlockByNumber", "[\"finalized\",false]"))
                    + "]");

    assertThat(answers).hasSize(4);
    long latest = HeaderJson.read(answers.get(1).get("result")).number();
    long safe = HeaderJson.read(answers.get(2).get("result")).number();
    long finalized = HeaderJson.read(answers.get(3).get("result")).number();
    assertThat(finalized).isLessThan(safe);
    assertThat(safe).isLessThan(latest);
  }

  @Test
  void shouldPushLinkedHeadsUntilUnsubscribed() throws Exception {
    Socket socket = node(start(200, Trouble.NONE), WELL).open();
    JsonNode id = socket.ask(call("eth_subscribe", "[\"newHeads\"]")).get("result");
    String parent = head(socket.next()).get("hash").textValue();
    for (int i = 0; i < 3; i++) {
      Message message = socket.next();
      assertThat(message.json().at("/params/subscription")).isEqualTo(id);
      JsonNode head = head(message);
      assertThat(head.get("parentHash").textValue()).isEqualTo(parent);
      parent = head.get("hash").textValue();
      assertThat(HeaderJson.read(head).hash()).hasToString(parent);
    }
    socket.socket().sendText(call("eth_unsubscribe", "[" + id + "]"), true).join();
    Message message = socket.next();
    while (!message.json().has("id")) {
      message = socket.next();
    }
    assertThat(message.json().get("result").booleanValue()).isTrue();
    assertThat(socket.messages().poll(700, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void shouldReachALaggardLateByPushAndPoll() throws Exception {
    LiveFleet fleet =
        start(1_000, Trouble.of(Map.of(SICK, Fault.delay(TimeUnit.MILLISECONDS.toNanos(900)))));
    Socket well = node(fleet, WELL).open().subscribed();
    Socket sick = node(fleet, SICK).open().subscribed();
    List<Long> lateMs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Message first = well.next();
      String polled = node(fleet, SICK).ask(LATEST).at("/result/hash").textValue();
      assertThat(polled).isNotEqualTo(head(first).get("hash").textValue());
      Message second = sick.next();
      while (!head(second).equals(head(first))) {
        second = sick.next();
      }
      lateMs.add(TimeUnit.NANOSECONDS.toMillis(second.receivedNanos() - first.receivedNanos()));
    }
    Collections.sort(lateMs);
    assertThat(lateMs.get(1)).isBetween(850L, 1_000L);
  }

  @Test
  void shouldKeepASocketSilentWhileHttpAdvances() throws Exception {
    LiveFleet fleet = start(200, Trouble.of(Map.of(SICK, Fault.of(FaultKind.SILENT_PUSH))));
    Socket silent = node(fleet, SICK).open().subscribed();
    Socket well = node(fleet, WELL).open().subscribed();
    String before = node(fleet, SICK).ask(LATEST).at("/result/hash").textValue();
    for (int i = 0; i < 4; i++) {
      well.next();
    }

    assertThat(silent.messages()).isEmpty();
    assertThat(silent.socket().isInputClosed()).isFalse();
    assertThat(node(fleet, SICK).ask(LATEST).at("/result/hash").textValue()).isNotEqualTo(before);
  }

  @Test
  void shouldRefuseAndHangInAnOutageAndComeBackOnTheSamePorts() throws Exception {
    Trouble outage =
        Trouble.of(Map.of(HUNG, Fault.of(FaultKind.HUNG), SICK, Fault.of(FaultKind.REFUSING)));
    LiveFleet fleet =
        start(
            200,
            new Stage("before", 0, 2_000, "", Trouble.NONE),
            new Stage("outage", 2_000, 3_000, "", outage),
            new Stage("after", 5_000, LONG_MS, "", Trouble.NONE));
    Socket dropped = node(fleet, SICK).open();
    until(() -> refuses(fleet));

    assertThatThrownBy(() -> node(fleet, HUNG).post(LATEST, SHORT))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(node(fleet, WELL).ask(LATEST).has("result")).isTrue();
    until(() -> dropped.socket().isInputClosed() || dropped.socket().isOutputClosed());
    until(() -> answers(fleet, HUNG) && answers(fleet, SICK));
    assertThat(head(node(fleet, SICK).open().subscribed().next()).has("hash")).isTrue();
  }

  @Test
  void shouldForgetConnectionsThatAreGone() throws Exception {
    LiveFleet fleet = start(200, Trouble.NONE);
    RpcClient client = node(fleet, WELL);
    for (int i = 0; i < 300; i++) {
      Socket socket = client.open();
      socket.socket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      until(socket.socket()::isInputClosed);
      new java.net.Socket(InetAddress.getLoopbackAddress(), fleet.ports().get(WELL)).close();
    }

    assertThat(client.open().ask(LATEST).has("result")).isTrue();
    assertThat(fleet.dropped()).isZero();
  }

  @Test
  void shouldRefuseMoreSocketsThanItsBound() throws Exception {
    LiveFleet fleet = start(60_000, Trouble.NONE);
    RpcClient client = node(fleet, WELL);
    for (int i = 0; i < 256; i++) {
      client.open();
    }

    assertThatThrownBy(client::open).hasMessageContaining("WebSocketHandshakeException");
    assertThat(fleet.dropped()).isEqualTo(1);
    assertThat(client.ask(LATEST).has("result")).isTrue();
  }

  @Test
  void shouldRefuseBodiesThatAreTooLarge() throws Exception {
    RpcClient client = node(start(200, Trouble.NONE), WELL);

    assertThat(client.post(" ".repeat(RpcDesk.MAX_REQUEST_BYTES + 1), PATIENCE).statusCode())
        .isEqualTo(413);
    assertThat(client.post("", PATIENCE).body()).contains("-32700");
    assertThat(client.ask(LATEST).has("result")).isTrue();
  }

  @Test
  void shouldAnswerALargeBatchOverAWebSocket() throws Exception {
    Socket socket = node(start(200, Trouble.NONE), WELL).open();

    JsonNode answers = socket.ask("[" + (LATEST + ",").repeat(99) + LATEST + "]");
    assertThat(answers).hasSize(100).allMatch(answer -> answer.has("result"));
  }

  @Test
  void shouldBoundTheSubscriptionsOfASocket() throws Exception {
    Socket socket = node(start(60_000, Trouble.NONE), WELL).open();
    for (int i = 0; i < 16; i++) {
      assertThat(socket.ask(call("eth_subscribe", "[\"newHeads\"]")).has("result")).isTrue();
    }

    assertThat(socket.ask(call("eth_subscribe", "[\"newHeads\"]")).at("/error/code").intValue())
        .isEqualTo(-32005);
  }

  @Test
  void shouldNotAgreeToCompressWebSocketMessages() throws Exception {
    LiveFleet fleet = start(200, Trouble.NONE);
    try (java.net.Socket raw =
        new java.net.Socket(InetAddress.getLoopbackAddress(), fleet.ports().get(WELL))) {
      raw.setSoTimeout((int) PATIENCE.toMillis());
      String upgrade =
          String.join(
              "\r\n",
              "GET / HTTP/1.1",
              "Host: 127.0.0.1",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Sec-WebSocket-Extensions: permessage-deflate, x-webkit-deflate-frame",
              "",
              "");
      raw.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[1_024];
      int length = raw.getInputStream().read(answer);

      assertThat(new String(answer, 0, length, StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 101")
          .doesNotContainIgnoringCase("extensions");
    }
  }

  private LiveFleet start(long blockTimeMs, Trouble trouble) throws Exception {
    return start(blockTimeMs, new Stage("trouble", 0, LONG_MS, "", trouble));
  }

  private LiveFleet start(long blockTimeMs, Stage... stages) throws Exception {
    ChainSpec spec = new ChainSpec(1337, blockTimeMs, 4, 42, System.currentTimeMillis());
    FleetModel model = new FleetModel(spec, 3, List.of(stages));
    return LiveFleet.start(vertx, model, System.nanoTime(), node -> 0, stage -> {})
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static RpcClient node(LiveFleet fleet, int node) {
    return new RpcClient(fleet.ports().get(node));
  }

  private static JsonNode head(Message message) {
    return message.json().at("/params/result");
  }

  private static boolean refuses(LiveFleet fleet) throws InterruptedException {
    try {
      node(fleet, SICK).post(LATEST, SHORT);
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(LiveFleet fleet, int node) throws InterruptedException {
    try {
      return node(fleet, node).post(LATEST, SHORT).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static void until(Condition condition) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("within %s", PATIENCE).isLessThan(deadlineNanos);
      Thread.sleep(2);
    }
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }
}
