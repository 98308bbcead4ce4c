package io.driftgate.simulator.rpc;

import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.Reach;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/**
 * The port of one node. Closes it while the node refuses connections and takes the same port again
 * afterwards. On the fleet's loop.
 */
final class NodeServer {
  private static final String HOST = "127.0.0.1";
  private static final int MAX_CONNECTIONS = 256;
  private static final int MAX_INITIAL_LINE_BYTES = 2_048;
  private static final int IDLE_SECONDS = 600;

  /** Somebody's outgoing connection may sit on the port for a moment. */
  private static final long RETRY_MS = 200;

  private final Vertx vertx;
  private final Tally tally;
  private final NodeDesk desk;
  private final HttpDoor door;
  private final HeadSockets sockets;

  private HttpServer server;
  private int port;

  /** Over HTTP; an upgraded one is its WebSocket's and tells this server nothing when it closes. */
  private int connections;

  private boolean wanted = true;
  private boolean open;

  /** Openings and closings follow each other. */
  private Future<Void> lastChange = Future.succeededFuture();

  /**
   * @param port 0: whatever is free at the first listening
   */
  NodeServer(Vertx vertx, NodeDesk desk, Tally tally, int port) {
    this.vertx = vertx;
    this.tally = tally;
    this.desk = desk;
    this.port = port;
    this.door = new HttpDoor(desk, tally);
    this.sockets = new HeadSockets(desk, tally, () -> connections--);
    this.server = server();
  }

  /** Listens for the first time; fails with a message that names the port if it is taken. */
  Future<Void> start() {
    return listen()
        .recover(
            cause ->
                Future.failedFuture(
                    new IllegalStateException(
                        "a simulated node cannot listen on " + HOST + ":" + port, cause)));
  }

  int port() {
    return port;
  }

  void push(Block head) {
    sockets.push(head);
  }

  /** The node answers otherwise than before. */
  void onReach(Reach reach) {
    wanted = reach != Reach.REFUSES;
    if (reach != Reach.HANGS) {
      desk.letGo();
    }
    lastChange = lastChange.eventually(() -> wanted ? reopen() : shut());
  }

  /** Closes the port and every connection. */
  Future<Void> stop() {
    wanted = false;
    desk.letGo();
    return lastChange.eventually(this::shut);
  }

  private Future<Void> listen() {
    return server
        .listen(port, HOST)
        .map(
            listening -> {
              port = listening.actualPort();
              open = true;
              return null;
            });
  }

  private Future<Void> reopen() {
    if (!wanted || open) {
      return Future.succeededFuture();
    }
    server = server();
    return listen().recover(taken -> later().compose(waited -> reopen()));
  }

  private Future<Void> shut() {
    open = false;
    return server.close();
  }

  private Future<Void> later() {
    tally.drop();
    Promise<Void> waited = Promise.promise();
    vertx.setTimer(RETRY_MS, id -> waited.complete());
    return waited.future();
  }

  private HttpServer server() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setMaxWebSocketFrameSize(RpcDesk.MAX_REQUEST_BYTES)
            .setMaxWebSocketMessageSize(RpcDesk.MAX_REQUEST_BYTES)
            .setMaxInitialLineLength(MAX_INITIAL_LINE_BYTES)
            .setIdleTimeout(IDLE_SECONDS);
    return vertx
        .createHttpServer(options)
        .connectionHandler(this::onConnection)
        .requestHandler(door::onRequest)
        .webSocketHandshakeHandler(sockets::onHandshake);
  }

  private void onConnection(HttpConnection connection) {
    connections++;
    connection.closeHandler(closed -> connections--);
    if (connections > MAX_CONNECTIONS) {
      tally.drop();
      connection.close().onFailure(gone -> tally.drop());
    }
  }
}
