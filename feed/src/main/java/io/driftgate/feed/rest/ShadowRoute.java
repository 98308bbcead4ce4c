package io.driftgate.feed.rest;

import io.driftgate.core.GateView;
import io.driftgate.feed.frame.ShadowJson;
import io.vertx.ext.web.Router;

/** {@code /v1/shadow}: what markets would be under policies that nothing acts on. */
final class ShadowRoute {
  private final GateReads reads;
  private final GateView view;

  ShadowRoute(GateReads reads, GateView view) {
    this.reads = reads;
    this.view = view;
  }

  void mount(Router router) {
    router
        .get("/v1/shadow")
        .handler(
            request ->
                reads.read(
                    request, view::shadows, all -> Answers.items(request, all, ShadowJson::write)));
  }
}
