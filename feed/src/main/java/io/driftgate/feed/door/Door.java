package io.driftgate.feed.door;

import io.driftgate.feed.access.Caller;
import io.driftgate.feed.access.TokenBook;
import io.driftgate.feed.desk.Desk;
import io.driftgate.feed.desk.DeskRoom;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.Pass;
import io.driftgate.feed.desk.Refusal;
import io.driftgate.feed.frame.HelloJson;
import io.driftgate.feed.frame.WireFrame;
import io.driftgate.feed.rest.Challenge;
import io.driftgate.feed.rest.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where requests of one server loop come in: desks are led to their room, everyone else to the
 * routes. On its loop only.
 */
final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final String FEED = "/v1/feed";

  private final DeskRoom room;
  private final Visits visits;
  private final Threshold threshold;
  private final TokenBook tokens;
  private final WireFrame hello;
  private final Handler<HttpServerRequest> routes;
  private final FeedCounts counts;

  Door(DeskRoom room, Listener.Shared shared, Handler<HttpServerRequest> routes) {
    this.room = room;
    this.visits = new Visits(shared.open(), shared.limits(), shared.clock(), shared.counts());
    this.threshold = shared.threshold();
    this.tokens = shared.tokens();
    this.hello = shared.hello();
    this.routes = routes;
    this.counts = shared.counts();
  }

  Visits visits() {
    return visits;
  }

  void onRequest(HttpServerRequest request) {
    if (!visits.asked(request.connection())) {
      Problem.sendAndClose(request, 503, "too many connections; try again later");
    } else if (!threshold.lets(request)) {
      LOG.debug("a request was refused at the door");
    } else if (!FEED.equals(request.path())) {
      routes.handle(request);
    } else if (!request.method().equals(HttpMethod.GET)) {
      request.response().putHeader(HttpHeaders.ALLOW, "GET");
      Problem.send(request.response(), 405, "the feed is opened with GET");
    } else if (!request.headers().contains(HttpHeaders.UPGRADE, "websocket", true)) {
      request.response().putHeader(HttpHeaders.UPGRADE, "websocket");
      Problem.send(request.response(), 426, "the feed is a WebSocket; connect with ws://");
    } else {
      upgrade(request);
    }
  }

  private void upgrade(HttpServerRequest request) {
    List<String> shown = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    Optional<Caller> caller = tokens.stranger().or(() -> tokens.bearer(shown));
    if (!speaksOurs(request)) {
      Problem.send(request.response(), 400, "the subprotocol is " + HelloJson.PROTOCOL);
    } else if (caller.isEmpty() && !shown.isEmpty()) {
      counts.refuse(Refusal.TOKEN);
      Challenge.sendAndClose(request);
    } else if (caller.isPresent() && !caller.get().mayListen()) {
      counts.refuse(Refusal.SCOPE);
      Problem.sendAndClose(request, 403, "this needs the scope feed");
    } else {
      request
          .toWebSocket()
          .onSuccess(socket -> enter(request, socket, caller))
          .onFailure(e -> LOG.debug("upgrade failed: {}", e.getMessage()));
    }
  }

  private static boolean speaksOurs(HttpServerRequest request) {
    String asked = request.getHeader("Sec-WebSocket-Protocol");
    return asked == null
        || Arrays.stream(asked.split(",", -1))
            .anyMatch(one -> one.strip().equals(HelloJson.PROTOCOL));
  }

  private void enter(HttpServerRequest request, ServerWebSocket socket, Optional<Caller> caller) {
    visits.becameDesk(request.connection());
    Desk desk =
        room.enter(new NettyDeskSocket(socket), hello, caller.map(Pass.class::cast), tokens);
    socket.frameHandler(any -> desk.onFrame());
    socket.textMessageHandler(desk::onText);
    socket.binaryMessageHandler(any -> desk.onBadFrame("binary; frames are JSON text"));
    socket.pongHandler(any -> desk.onPong());
    socket.exceptionHandler(
        e -> desk.onBadFrame("a frame over 4 KiB, a message over 16 KiB, or broken framing"));
    socket.closeHandler(
        closed -> {
          visits.ended(request.connection());
          room.left(desk);
        });
  }

  /** What Vert.x could not read as a request. */
  static void onInvalid(HttpServerRequest request) {
    String cause = String.valueOf(request.decoderResult().cause());
    if (cause.contains("TooLongHttpHeader")) {
      Problem.sendAndClose(request, 431, "headers may have at most 8 KiB");
    } else if (cause.contains("TooLongHttpLine")) {
      Problem.sendAndClose(request, 414, "the request line may have at most 4 KiB");
    } else {
      Problem.sendAndClose(request, 400, "not an HTTP/1.1 request");
    }
  }
}
