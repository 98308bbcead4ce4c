package io.driftgate.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A node that answers as it should, over HTTP and WebSocket on one port, unless told otherwise. */
final class FakeNode {
  static final long CHAIN_ID = 31_337;
  private static final ObjectMapper JSON = new ObjectMapper();

  final AtomicLong height = new AtomicLong(100);
  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger identifications = new AtomicInteger();
  final AtomicInteger headers = new AtomicInteger();
  final AtomicInteger upgrades = new AtomicInteger();
  final List<ServerWebSocket> subscribers = new CopyOnWriteArrayList<>();
  final List<HttpServerRequest> seen = new CopyOnWriteArrayList<>();
  volatile long chainId = CHAIN_ID;
  volatile BiConsumer<HttpServerRequest, String> http = (request, good) -> end(request, good);
  volatile Consumer<ServerWebSocket> onUpgrade = socket -> {};
  volatile Consumer<ServerWebSocket> onSubscribed = socket -> {};

  private final HttpServer server;
  private final String tls;

  FakeNode(Vertx vertx) {
    this(vertx, Optional.empty());
  }

  FakeNode(Vertx vertx, Optional<KeyCertOptions> key) {
    tls = key.isPresent() ? "s" : "";
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(0)
            .setMaxWebSocketFrameSize(4 << 20)
            .setMaxWebSocketMessageSize(4 << 20);
    key.ifPresent(own -> options.setSsl(true).setKeyCertOptions(own));
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(request -> request.body().onSuccess(body -> onRequest(request, body)))
            .webSocketHandler(this::onSocket);
    Waits.get(server.listen());
  }

  URI httpUri() {
    return URI.create(
        "http" + tls + "://127.0.0.1:" + server.actualPort() + "/v2/s3cret?key=s3cret");
  }

  URI wsUri() {
    return URI.create("ws" + tls + "://127.0.0.1:" + server.actualPort() + "/v2/s3cret");
  }

  /** The next block, pushed to all subscribers. */
  void mine() {
    long mined = height.incrementAndGet();
    subscribers.forEach(socket -> push(socket, mined));
  }

  void push(ServerWebSocket socket, long mined) {
    socket.writeTextMessage(
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"0x1\",\"result\":"
            + block(mined)
            + "}}");
  }

  void close() {
    Waits.get(server.close());
  }

  static void end(HttpServerRequest request, String body) {
    request.response().end(body);
  }

  static String block(long height) {
    return String.format(
        "{\"number\":\"0x%x\",\"hash\":\"0x%064x\",\"parentHash\":\"0x%064x\","
            + "\"stateRoot\":\"0x%064x\",\"timestamp\":\"0x%x\"}",
        height, height + 1, height, height + 9, height);
  }

  private void onRequest(HttpServerRequest request, Buffer body) {
    requests.incrementAndGet();
    seen.add(request);
    http.accept(request, answer(parse(body.toString())));
  }

  private void onSocket(ServerWebSocket socket) {
    upgrades.incrementAndGet();
    onUpgrade.accept(socket);
    socket.textMessageHandler(text -> onText(socket, parse(text)));
    socket.closeHandler(v -> subscribers.remove(socket));
  }

  private void onText(ServerWebSocket socket, JsonNode asked) {
    socket.writeTextMessage(item(asked));
    if (asked.path("method").asText().equals("eth_subscribe")) {
      subscribers.add(socket);
      onSubscribed.accept(socket);
    }
  }

  private String answer(JsonNode asked) {
    return asked.isObject() ? item(asked) : batch(asked);
  }

  private String batch(JsonNode asked) {
    return StreamSupport.stream(asked.spliterator(), false)
        .map(this::item)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String item(JsonNode asked) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id") + ",\"result\":" + result(asked) + "}";
  }

  private String result(JsonNode asked) {
    return switch (asked.path("method").asText()) {
      case "eth_chainId" -> {
        identifications.incrementAndGet();
        yield "\"0x" + Long.toHexString(chainId) + "\"";
      }
      case "web3_clientVersion" -> "\"Geth/v1.14.0/linux\"";
      case "eth_subscribe" -> "\"0x1\"";
      case "eth_getBlockByHash" -> {
        headers.incrementAndGet();
        yield block(Long.parseLong(asked.path("params").path(0).asText().substring(50), 16) - 1);
      }
      default -> block(height.get() - behind(asked.path("params").path(0).asText()));
    };
  }

  private static long behind(String tag) {
    return switch (tag) {
      case "safe" -> 2;
      case "finalized" -> 4;
      default -> 0;
    };
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
