package io.driftgate.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A venue of our own, as far as a dead-man timer goes: BitMEX's {@code cancelAllAfter} and {@code
 * DELETE /order/all}, as documented. Its timer really expires. Signatures are the hooks' own
 * tests'.
 */
final class TimerVenue implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private long timer = -1;
  private volatile boolean refusing;

  TimerVenue() throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> request.bodyHandler(body -> answer(request, body.toString())))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request, String body) {
    switch (request.method() + " " + request.path()) {
      case "DELETE /api/v1/order/all" -> {
        log.add("cancel");
        request.response().end(new JsonArray().encode());
      }
      case "POST /api/v1/order/cancelAllAfter" -> arm(request, body);
      default -> request.response().setStatusCode(404).end();
    }
  }

  private void arm(HttpServerRequest request, String body) {
    if (refusing) {
      request.response().setStatusCode(500).end();
      return;
    }
    log.add("arm");
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(new JsonObject(body).getLong("timeout"), due -> log.add("fired"));
    request.response().end(new JsonObject().put("cancelTime", "2026-01-01T00:00:00.000Z").encode());
  }

  int port() {
    return server.actualPort();
  }

  /** What happened, in order: {@code arm}, {@code fired}, {@code cancel}. */
  List<String> log() {
    return List.copyOf(log);
  }

  /** From now on no timer is set. */
  void refuse() {
    refusing = true;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
