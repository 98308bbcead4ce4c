package io.driftgate.feed.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.Optional;

/**
 * What all orders have in common: whose they are, how large they are, and that they are JSON and
 * say so. The latter keeps pages of other sites out, which a browser would let send anything that
 * is not called JSON.
 */
final class OrderBodies {
  /** Does what a well-formed order asks for. */
  @FunctionalInterface
  interface Order {
    void accept(RoutingContext request, Operator operator, OrderFields fields);
  }

  /** At a path: one order that gives, and one that lifts what was given. */
  void mount(Router router, String path, Order given, Order lifted) {
    mount(router, HttpMethod.POST, path, false, given);
    mount(router, HttpMethod.DELETE, path, true, lifted);
    onlyThese(router, path, "POST, DELETE");
  }

  /** At a path: one order, which needs no words. */
  void mount(Router router, String path, Order given) {
    mount(router, HttpMethod.POST, path, true, given);
    onlyThese(router, path, "POST");
  }

  private void mount(
      Router router, HttpMethod method, String path, boolean mayBeBare, Order order) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(OrderFields.MAX_BODY);
    router
        .route(method, path)
        .handler(
            request -> {
              if ((mayBeBare && isBare(request)) || isJson(request)) {
                request.next();
              }
            })
        .failureHandler(OrderBodies::failed);
    router.route(method, path).handler(body).failureHandler(OrderBodies::failed);
    router.route(method, path).handler(request -> read(request, order));
  }

  private static void onlyThese(Router router, String path, String allowed) {
    router
        .route(path)
        .handler(
            request -> {
              request.response().putHeader(HttpHeaders.ALLOW, allowed);
              Problem.send(request.response(), 405, "this takes " + allowed);
            });
  }

  /** Whether there is no body: then the query says all. */
  private static boolean isBare(RoutingContext request) {
    return !request.request().headers().contains(HttpHeaders.CONTENT_TYPE);
  }

  private static boolean isJson(RoutingContext request) {
    String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
    String essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!essence.equals("application/json")) {
      Problem.send(
          request.response(), 415, "an order is JSON; send Content-Type: application/json");
      return false;
    }
    return true;
  }

  private static void read(RoutingContext request, Order order) {
    Optional<OrderFields> fields =
        isBare(request)
            ? Optional.of(OrderFields.of(request.queryParams()))
            : Optional.ofNullable(request.body().buffer())
                .flatMap(body -> OrderFields.read(body.getBytes()));
    if (fields.isEmpty()) {
      Problem.send(
          request.response(), 400, "the body must be one JSON object, and name no field twice");
    } else {
      order.accept(request, Operator.of(RouteGuard.caller(request)), fields.get());
    }
  }

  private static void failed(RoutingContext request) {
    if (request.statusCode() == 413) {
      request
          .response()
          .putHeader(HttpHeaders.CONNECTION, "close"); // not by us: it is still sending
      Problem.send(request.response(), 413, "an order has at most 16 KiB");
    } else {
      request.next();
    }
  }

  /** Says what is wrong with an order. */
  static void mistaken(RoutingContext request, OrderFields fields) {
    Problem.send(request.response(), 400, fields.mistakes().get(0).detail(), fields.mistakes());
  }
}
