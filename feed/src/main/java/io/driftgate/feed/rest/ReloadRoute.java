package io.driftgate.feed.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.feed.frame.Json;
import io.driftgate.feed.frame.ProblemJson.Mistake;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code POST /v1/config/reload}. Handlers run on server loops. */
public final class ReloadRoute {
  private static final int MAX_WHO = 64;

  private final Reload reload;
  private final OrderBodies bodies;

  /** Reads anew for those who see all markets. */
  public ReloadRoute(Reload reload) {
    this.reload = reload;
    this.bodies = new OrderBodies();
  }

  /** Adds the route. */
  public void mount(Router router) {
    bodies.mount(router, "/v1/config/reload", this::reload);
  }

  private void reload(RoutingContext request, Operator operator, OrderFields fields) {
    if (!operator.seesAll()) {
      Problem.send(
          request.response(), 403, "this needs a token for all markets: it changes them all");
      return;
    }
    fields.onlyThese(Set.of("who", "dryRun"));
    String who = fields.has("who") ? fields.line("who", MAX_WHO).orElse("") : "somebody";
    boolean dryRun = fields.flag("dryRun");
    if (!fields.mistakes().isEmpty()) {
      OrderBodies.mistaken(request, fields);
      return;
    }
    reload
        .reload(operator.signs(who), dryRun)
        .onSuccess(outcome -> answer(request, outcome))
        .onFailure(
            why -> {
              if (why instanceof Reload.Busy) {
                Problem.send(request.response(), 409, why.getMessage() + "; try again");
              } else {
                request.fail(why);
              }
            });
  }

  private static void answer(RoutingContext request, Reload.Outcome outcome) {
    if (outcome.mistakes().isEmpty()) {
      Answers.json(request, body(outcome));
    } else {
      Problem.send(
          request.response(),
          422,
          "the file can't be taken, and nothing was changed",
          outcome.mistakes().stream().map(text -> new Mistake("", text)).toList());
    }
  }

  private static byte[] body(Reload.Outcome outcome) {
    return Json.object(
        json -> {
          json.writeObjectFieldStart("nodes");
          texts(json, "added", outcome.added());
          texts(json, "removed", outcome.removed());
          texts(json, "changed", outcome.changed());
          json.writeEndObject();
          texts(json, "loosened", outcome.loosened());
        });
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
