package io.driftgate.collector;

import io.driftgate.core.fact.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node that does as a good one but for one deed. It lives on its own Vert.x's loops. */
final class HostileNode {
  private static final String EVENTS = "/eth/v1/events";
  private static final String HOST = "127.0.0.1";
  private static final long LOOK_MS = 50;

  private final Vertx vertx;
  private final Face face;
  private final Deed deed;
  private volatile long firstMs;
  private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
  private final List<HttpServerResponse> streams = new CopyOnWriteArrayList<>();
  private final Socket taken = new Socket();
  private volatile long pushedHeight;
  private final Writes writes;
  private int port;

  private HostileNode(Vertx vertx, Face face, Deed deed, Writes writes) {
    this.vertx = vertx;
    this.face = face;
    this.deed = deed;
    this.writes = writes;
  }

  /** Told right before bytes are written. */
  interface Writes {
    Writes UNSEEN = transport -> {};

    void coming(Transport transport);
  }

  /** One that is healthy, and pushes. */
  static HostileNode good(Vertx vertx, Face face, Writes writes) {
    HostileNode node = new HostileNode(vertx, face, Deed.NONE, writes);
    node.serve(Optional.empty());
    vertx.setPeriodic(LOOK_MS, timer -> node.push());
    return node;
  }

  static HostileNode start(Vertx vertx, Face face, Deed deed, Optional<KeyCertOptions> key) {
    HostileNode node = new HostileNode(vertx, face, deed, Writes.UNSEEN);
    if (deed.door() == Deed.Door.CLOSED) {
      node.takePort();
    } else if (deed.raw().isPresent()) {
      node.serveRaw();
    } else {
      node.serve(key);
    }
    return node;
  }

  URI http() {
    return URI.create((deed.door().isTls() ? "https://" : "http://") + HOST + ":" + port);
  }

  /** Where it is listened to, if it pushes over a WebSocket. */
  Optional<URI> ws() {
    boolean listened = face.hasWebSocket() && (deed.pushes().isPresent() || deed.equals(Deed.NONE));
    return listened ? Optional.of(URI.create("ws://" + HOST + ":" + port)) : Optional.empty();
  }

  private void serve(Optional<KeyCertOptions> key) {
    HttpServerOptions options = new HttpServerOptions().setHost(HOST).setPort(0);
    options.setMaxWebSocketFrameSize(4 << 20).setMaxWebSocketMessageSize(4 << 20);
    key.ifPresent(own -> options.setSsl(true).setKeyCertOptions(own));
    HttpServer server =
        vertx
            .createHttpServer(options)
            .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
            .webSocketHandler(this::onSocket);
    port = Waits.get(server.listen()).actualPort();
  }

  private void answer(HttpServerRequest request, Buffer body) {
    firstMs = firstMs == 0 ? System.currentTimeMillis() : firstMs;
    if (request.uri().startsWith(EVENTS)) {
      stream(request.response());
      return;
    }
    String good = face.good.answer(request.uri(), body.toString(), sight());
    Buffer answer = Buffer.buffer(deed.writes().write(good, face));
    int status = good.isEmpty() ? 404 : 200;
    writes.coming(Transport.POLL);
    Future<Void> written = request.response().setStatusCode(status).end(answer);
    written.onFailure(gone -> {});
  }

  private Sight sight() {
    return deed.sees().see(Sight.now(), System.currentTimeMillis() - firstMs);
  }

  private void stream(HttpServerResponse response) {
    if (deed.pushes().isPresent()) {
      deed.pushes().get().stream(response);
      return;
    }
    response.putHeader("Content-Type", "text/event-stream").setChunked(true).writeHead();
    response.closeHandler(v -> streams.remove(response));
    streams.add(response);
  }

  private void onSocket(ServerWebSocket socket) {
    if (deed.pushes().isPresent() && !deed.pushes().get().opened(socket)) {
      return;
    }
    socket.textMessageHandler(
        text -> {
          socket.writeTextMessage(face.good.answer("", text, sight()));
          if (text.contains("ubscribe")) {
            subscribed(socket);
          }
        });
    socket.closeHandler(v -> sockets.remove(socket));
  }

  private void subscribed(ServerWebSocket socket) {
    if (deed.pushes().isPresent()) {
      deed.pushes().get().subscribed(socket, face);
    } else {
      sockets.add(socket);
    }
  }

  private void push() {
    Sight sight = Sight.now();
    if (sight.height() > pushedHeight && !(sockets.isEmpty() && streams.isEmpty())) {
      pushedHeight = sight.height();
      String event = face.good.event(sight);
      writes.coming(Transport.PUSH);
      sockets.forEach(socket -> socket.writeTextMessage(event).onFailure(gone -> {}));
      streams.forEach(stream -> stream.write(event).onFailure(gone -> {}));
    }
  }

  private void serveRaw() {
    NetServerOptions options = new NetServerOptions().setHost(HOST).setPort(0).setSoLinger(0);
    NetServer server = vertx.createNetServer(options).connectHandler(this::onConnection);
    port = Waits.get(server.listen()).actualPort();
  }

  /** Bound, so that nobody else takes it, and never listening. */
  private void takePort() {
    try {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = taken.getLocalPort();
  }

  void close() {
    try {
      taken.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void onConnection(NetSocket socket) {
    StringBuilder unread = new StringBuilder();
    socket.exceptionHandler(gone -> {});
    socket.handler(
        chunk -> {
          unread.append(chunk.toString());
          if (isWhole(unread.toString())) {
            unread.setLength(0);
            deed.raw().orElseThrow().run(socket, vertx);
          }
        });
  }

  /** Requests come one at a time: nothing is pipelined. */
  private static boolean isWhole(String request) {
    int end = request.indexOf("\r\n\r\n");
    return end >= 0 && request.length() - end - 4 >= lengthOf(request.substring(0, end));
  }

  private static int lengthOf(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).trim()))
        .findFirst()
        .orElse(0);
  }
}
