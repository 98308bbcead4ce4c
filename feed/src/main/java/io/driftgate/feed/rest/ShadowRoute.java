package io.driftgate.feed.rest;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.view.ShadowRow;
import io.driftgate.feed.frame.ShadowJson;
import io.vertx.ext.web.Router;
import java.util.List;

/** {@code /v1/shadow}: what markets would be under policies that nothing acts on. */
final class ShadowRoute {
  private final GateReads reads;
  private final GateView view;

  ShadowRoute(GateReads reads, GateView view) {
    this.reads = reads;
    this.view = view;
  }

  private List<ShadowRow> seen(MarketGlobs markets) {
    return view.shadows().stream()
        .filter(shadow -> markets.sees(shadow.row().id().value()))
        .toList();
  }

  void mount(Router router) {
    router
        .get("/v1/shadow")
        .handler(
            request ->
                reads.read(
                    request,
                    () -> seen(RouteGuard.caller(request).markets()),
                    rows -> Answers.items(request, rows, ShadowJson::write)));
  }
}
