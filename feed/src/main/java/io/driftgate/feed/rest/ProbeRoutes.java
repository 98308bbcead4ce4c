package io.driftgate.feed.rest;

import io.driftgate.feed.frame.Json;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /livez}: the process answers. {@code /readyz}: the gate loop answers too, and nothing
 * stands against being ready. A dead chain closes its markets and is no reason here.
 */
final class ProbeRoutes {
  private final GateReads reads;
  private final Supplier<Optional<String>> notReady;

  ProbeRoutes(GateReads reads, Supplier<Optional<String>> notReady) {
    this.reads = reads;
    this.notReady = notReady;
  }

  void mount(Router router) {
    probe(router, "/livez").handler(request -> says(request, "live"));
    probe(router, "/readyz")
        .handler(request -> reads.read(request, notReady, why -> answer(request, why)));
  }

  /** Load balancers ask with HEAD. */
  private static Route probe(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  private static void answer(RoutingContext request, Optional<String> why) {
    if (why.isPresent()) {
      Problem.send(request.response(), 503, why.get());
    } else {
      says(request, "ready");
    }
  }

  private static void says(RoutingContext request, String state) {
    Answers.json(request, Json.object(json -> json.writeStringField("state", state)));
  }
}
