package io.driftgate.feed.door;

import io.driftgate.feed.FeedLimits;
import io.driftgate.feed.access.TlsMaterial;
import io.driftgate.feed.access.TokenBook;
import io.driftgate.feed.desk.DeskRoom;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.frame.HelloJson;
import io.driftgate.feed.frame.WireFrame;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server loop: its listening server, its door and its room of desks. Built on any thread. */
public final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int MAX_INBOUND_FRAME = 4_096;
  private static final int MAX_INBOUND_MESSAGE = 16_384;
  private static final int MAX_HEADER = 8_192;
  private static final int MAX_LINE = 4_096;
  private static final int CLOSING_SECONDS = 1;

  private final Context loop;
  private final HttpServer server;
  private final Door door;
  private final DeskRoom room;

  /** What all listeners of a feed share. */
  public record Shared(
      AtomicInteger open,
      FeedLimits limits,
      FeedClock clock,
      FeedCounts counts,
      Threshold threshold,
      TokenBook tokens,
      Optional<TlsMaterial> tls,
      WireFrame hello) {}

  /** Not listening yet. */
  public Listener(
      Vertx vertx, Context loop, DeskRoom room, Shared shared, Handler<HttpServerRequest> routes) {
    this.loop = loop;
    this.room = room;
    this.door = new Door(room, shared, routes);
    this.server =
        vertx
            .createHttpServer(options(shared))
            .requestHandler(door::onRequest)
            .invalidRequestHandler(Door::onInvalid)
            .connectionHandler(door.visits()::arrived)
            .exceptionHandler(e -> LOG.debug("connection failed: {}", e.getMessage()));
  }

  /**
   * Compression of WebSocket frames is a known way to exhaust a server's memory, and on by default.
   * HTTP/2 and form parsing have no use here. Deadlines are kept by {@link Visits} and by desks.
   */
  static HttpServerOptions options(Shared shared) {
    HttpServerOptions options = plain(shared.limits());
    shared.tls().ifPresent(one -> one.applyTo(options, shared.limits().requestMs()));
    return options;
  }

  private static HttpServerOptions plain(FeedLimits limits) {
    return new HttpServerOptions()
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setCompressionSupported(false)
        .setDecompressionSupported(false)
        .setHttp2ClearTextEnabled(false)
        .setUseAlpn(false)
        .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
        .setMaxHeaderSize(MAX_HEADER)
        .setMaxInitialLineLength(MAX_LINE)
        .setMaxWebSocketFrameSize(MAX_INBOUND_FRAME)
        .setMaxWebSocketMessageSize(MAX_INBOUND_MESSAGE)
        .setWebSocketSubProtocols(List.of(HelloJson.PROTOCOL))
        .setWebSocketClosingTimeout(CLOSING_SECONDS)
        .setSendBufferSize(limits.sendBufferBytes())
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true);
  }

  /** Connections that are made from now on get this certificate. */
  public Future<Void> certify(TlsMaterial tls, long handshakeMs) {
    return server.updateSSLOptions(tls.options(handshakeMs)).mapEmpty();
  }

  /** Of this loop. */
  public DeskRoom room() {
    return room;
  }

  /** Of this listener. */
  public Context loop() {
    return loop;
  }

  /** Completes with the bound port. Listeners that name the same port share it, loop by loop. */
  public Future<Integer> listen(SocketAddress address) {
    Promise<Integer> bound = Promise.promise();
    loop.runOnContext(go -> server.listen(address).map(HttpServer::actualPort).onComplete(bound));
    return bound.future();
  }

  /**
   * Bounds what comes in at a port that is listened on, before any handshake.
   *
   * @return tells how many connections are open now
   */
  public static IntSupplier guard(
      Vertx vertx, int port, FeedLimits limits, FeedClock clock, FeedCounts counts) {
    AcceptGate gate = new AcceptGate(limits.crowd(), clock, counts);
    GuardedTransport.guard(vertx, port, gate);
    return gate::open;
  }

  /** To be called several times a lease, on the loop. */
  public void tick() {
    room.tick();
    door.visits().sweep();
  }

  /**
   * Stops listening and ends every connection. Those of desks are dropped first: to a desk that
   * doesn't read, Vert.x would wait for ever to say goodbye.
   */
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    loop.runOnContext(
        here -> {
          room.endAll();
          server.close().onComplete(closed);
        });
    return closed.future();
  }
}
