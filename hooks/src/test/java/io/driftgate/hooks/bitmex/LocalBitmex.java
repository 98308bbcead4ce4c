package io.driftgate.hooks.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.LocalHttpVenue;
import io.driftgate.hooks.http.Misdeed;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * BitMEX as far as its documentation describes what we use. Of its dead-man's milliseconds, {@code
 * perMs} last one of ours.
 */
final class LocalBitmex extends LocalHttpVenue {
  static final String KEY = "LAqUlngMIQkIUjXMUreyu3qn";
  static final String SECRET = "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO";

  /** An open order. */
  record Order(String id, String symbol, String clOrdId, String type, String execInst) {
    Order(String id, String symbol) {
      this(id, symbol, "", "Limit", "");
    }
  }

  final List<Order> orders = new CopyOnWriteArrayList<>();
  volatile int perMs = 1;
  volatile long timeout;

  private final Vertx vertx;
  private long timer = -1;

  LocalBitmex(Vertx vertx) {
    super(vertx);
    this.vertx = vertx;
  }

  List<String> ids() {
    return orders.stream().map(Order::id).toList();
  }

  @Override
  protected boolean acting(Asked asked) {
    return !asked.verb().equals("GET");
  }

  @Override
  protected Reply error(Misdeed misdeed) {
    return switch (misdeed) {
      case RATE_LIMIT ->
          new Reply(
              429, Map.of("Retry-After", "3"), said("Rate limit exceeded, retry in 3 seconds."));
      case NO_PERMISSION -> Reply.of(403, said("Access Denied"));
      case WRONG_CLOCK ->
          Reply.of(
              401, said("This request has expired - `expires` is in the past. Current time: 1"));
      default -> Reply.of(503, said("The system is currently overloaded. Please try again later."));
    };
  }

  @Override
  protected Reply reply(Asked asked) {
    if (asked.path().equals("/api/v1")) {
      return Reply.ok(
          "{\"name\":\"BitMEX API\",\"version\":\"2.0.0\",\"timestamp\":" + nowMs() + "}");
    }
    long expires = Long.parseLong(asked.header("api-expires"));
    if (expires * 1000 < nowMs()) {
      return error(Misdeed.WRONG_CLOCK);
    }
    String signed = asked.verb() + asked.target() + expires + asked.body();
    if (!asked.header("api-key").equals(KEY)
        || !asked.header("api-signature").equals(hmacHex(SECRET, signed))) {
      return Reply.of(401, said("Signature not valid."));
    }
    JsonNode body = Json.object(asked.body()).orElse(Json.object());
    return switch (asked.verb() + " " + asked.path()) {
      case "GET /api/v1/order" -> open(asked);
      case "DELETE /api/v1/order" -> cancelNamed(body.path("orderID"));
      case "DELETE /api/v1/order/all" -> cancel(body.path("symbol").asText(""));
      case "POST /api/v1/order/cancelAllAfter" -> countDown(body.path("timeout").longValue());
      default -> Reply.of(404, said("Not Found"));
    };
  }

  private Reply open(Asked asked) {
    if (!asked.param("filter").equals("{\"open\":true}")) {
      return Reply.of(400, said("filter"));
    }
    String symbol = asked.param("symbol");
    ArrayNode list = Json.array();
    orders.stream()
        .filter(order -> symbol.isEmpty() || symbol.equals(order.symbol()))
        .limit(Long.parseLong(asked.param("count")))
        .forEach(
            order ->
                list.addObject()
                    .put("orderID", order.id())
                    .put("clOrdID", order.clOrdId())
                    .put("ordType", order.type())
                    .put("execInst", order.execInst())
                    .put("ordStatus", "New"));
    return Reply.ok(list.toString());
  }

  private Reply cancelNamed(JsonNode ids) {
    ArrayNode cancelled = Json.array();
    for (JsonNode id : ids) {
      boolean there = orders.removeIf(order -> order.id().equals(id.textValue()));
      cancelled
          .addObject()
          .put("orderID", id.textValue())
          .put("ordStatus", there ? "Canceled" : "Filled");
    }
    return Reply.ok(cancelled.toString());
  }

  private Reply cancel(String symbol) {
    ArrayNode cancelled = Json.array();
    List<Order> named =
        orders.stream().filter(o -> symbol.isEmpty() || symbol.equals(o.symbol())).toList();
    named.forEach(o -> cancelled.addObject().put("orderID", o.id()).put("ordStatus", "Canceled"));
    orders.removeAll(named);
    return Reply.ok(cancelled.toString());
  }

  private Reply countDown(long timeoutMs) {
    vertx.cancelTimer(timer);
    timeout = timeoutMs;
    if (timeoutMs == 0) {
      return Reply.ok("{\"now\":\"" + Instant.now() + "\",\"cancelTime\":\"0\"}");
    }
    timer = vertx.setTimer(Math.max(1, timeoutMs / perMs), id -> orders.clear());
    Instant at = Instant.now().plusMillis(timeoutMs);
    return Reply.ok("{\"now\":\"" + Instant.now() + "\",\"cancelTime\":\"" + at + "\"}");
  }

  private static String said(String words) {
    return "{\"error\":{\"message\":\"" + words + "\",\"name\":\"HTTPError\"}}";
  }
}
