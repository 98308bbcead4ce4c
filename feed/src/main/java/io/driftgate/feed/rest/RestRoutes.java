package io.driftgate.feed.rest;

import io.driftgate.core.GateView;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.NodeTurns;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of REST (interfaces §4) on one router. Built on any thread; handlers run on server loops. */
public final class RestRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(RestRoutes.class);

  private final GateReads reads;
  private final GateView view;
  private final NodeLists nodes;
  private final History history;
  private final FeedClock clock;
  private final Supplier<Optional<String>> notReady;

  /** Reads {@code view}, {@code history} and {@code notReady} on the gate loop only. */
  public RestRoutes(
      Vertx vertx,
      Context gateLoop,
      GateView view,
      History history,
      FeedClock clock,
      FeedCounts counts,
      Supplier<Optional<String>> notReady,
      NodeTurns turns) {
    this.reads = new GateReads(vertx, gateLoop, counts);
    this.nodes = new NodeLists(turns);
    this.view = view;
    this.history = history;
    this.clock = clock;
    this.notReady = notReady;
  }

  /** Adds the routes, and problem details for whatever no route answers. */
  public void mount(Router router) {
    new ViewRoutes(reads, view, nodes).mount(router);
    new TransitionsRoute(reads, view, history).mount(router);
    new ShadowRoute(reads, view).mount(router);
    DescriptionRoutes.mount(router);
    new HistogramsRoute(reads, view, history, clock).mount(router);
    new ProbeRoutes(reads, notReady).mount(router);
    router.errorHandler(400, request -> fail(request, 400, "the request can't be understood"));
    router.errorHandler(404, request -> fail(request, 404, "there is nothing here"));
    router.errorHandler(405, RestRoutes::wrongMethod);
    router.errorHandler(500, RestRoutes::bug);
  }

  private static void wrongMethod(RoutingContext request) {
    request.response().putHeader(HttpHeaders.ALLOW, "GET");
    fail(request, 405, "this is read with GET");
  }

  private static void bug(RoutingContext request) {
    LOG.error("a request failed", request.failure());
    fail(request, 500, "the server failed; its log says how");
  }

  private static void fail(RoutingContext request, int code, String detail) {
    Problem.send(request.response(), code, detail);
  }
}
