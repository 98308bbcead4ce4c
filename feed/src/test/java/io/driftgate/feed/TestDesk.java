package io.driftgate.feed;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A desk on a real socket that keeps what it is sent. */
final class TestDesk implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 8;

  final BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
  final CompletableFuture<Short> closed = new CompletableFuture<>();
  private final WebSocketClient client;
  private final WebSocket socket;

  TestDesk(Vertx vertx, int port, int receiveBufferBytes) {
    this(vertx, options(port), receiveBufferBytes);
  }

  TestDesk(Vertx vertx, WebSocketConnectOptions options, int receiveBufferBytes) {
    this(vertx, options, new WebSocketClientOptions().setReceiveBufferSize(receiveBufferBytes));
  }

  TestDesk(Vertx vertx, WebSocketConnectOptions options, WebSocketClientOptions settings) {
    settings.setMaxMessageSize(1 << 24);
    client = vertx.createWebSocketClient(settings);
    ClientWebSocket opened = client.webSocket(); // hears from the first frame on
    opened.textMessageHandler(text -> frames.add(frame(text)));
    opened.closeHandler(end -> closed.complete(opened.closeStatusCode()));
    socket = Feeding.await(opened.connect(options));
  }

  /** Of a signed one, with the key's id in front as a field of its own. */
  private static JsonObject frame(String text) {
    int end = text.indexOf('\n');
    JsonObject frame = new JsonObject(text.substring(end + 1));
    return end < 0 ? frame : frame.put("kid", text.substring(0, text.indexOf(':')));
  }

  static WebSocketConnectOptions options(int port) {
    return new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI("/v1/feed")
        .setSubProtocols(List.of("driftgate.v1"));
  }

  /** The status with which an upgrade is refused. */
  static int refusal(Vertx vertx, WebSocketConnectOptions options) {
    WebSocketClient client = vertx.createWebSocketClient();
    return Feeding.await(
        client
            .connect(options)
            .map(opened -> 101)
            .recover(e -> Future.succeededFuture(((UpgradeRejectedException) e).getStatus()))
            .eventually(client::close));
  }

  String subProtocol() {
    return socket.subProtocol();
  }

  MultiMap handshakeHeaders() {
    return socket.headers();
  }

  TestDesk say(String text) {
    Feeding.await(socket.writeTextMessage(text));
    return this;
  }

  TestDesk say(JsonObject frame) {
    return say(frame.encode());
  }

  TestDesk sayBinary(byte[] bytes) {
    Feeding.await(socket.writeBinaryMessage(Buffer.buffer(bytes)));
    return this;
  }

  WebSocket socket() {
    return socket;
  }

  TestDesk subscribe(String... streams) {
    JsonArray wanted = new JsonArray();
    List.of(streams).forEach(wanted::add);
    return say(new JsonObject().put("op", "subscribe").put("streams", wanted));
  }

  TestDesk renew(String nonce) {
    return say(new JsonObject().put("op", "renew").put("nonce", nonce));
  }

  /** The next frame of the type; those before it are dropped. */
  JsonObject next(String type) {
    return next(frame -> frame.getString("type").equals(type), type);
  }

  JsonObject next(Predicate<JsonObject> wanted, String what) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (true) {
        JsonObject frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (frame == null) {
          throw new AssertionError("no " + what + " came");
        }
        if (wanted.test(frame)) {
          return frame;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  short closeCode() {
    try {
      return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("not closed", e);
    }
  }

  @Override
  public void close() {
    socket.resume();
    Feeding.await(client.close());
  }
}
