package io.driftgate.hooks.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.LocalHttpVenue;
import io.driftgate.hooks.http.Misdeed;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Binance USDⓈ-M as far as its documentation describes what we use. Of its countdowns'
 * milliseconds, {@code perMs} last one of ours.
 */
final class LocalBinance extends LocalHttpVenue {
  static final String KEY = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83";
  static final String SECRET = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";
  private static final Set<String> SYMBOLS = Set.of("BTCUSDT", "ETHUSDT", "SOLUSDT");

  /** An open order. */
  record Order(String id, String symbol, String clientId, boolean reduceOnly) {
    Order(String id, String symbol) {
      this(id, symbol, "", false);
    }
  }

  final List<Order> orders = new CopyOnWriteArrayList<>();
  final Map<String, Long> countdowns = new ConcurrentHashMap<>();
  volatile int perMs = 1;

  private final Vertx vertx;
  private final Map<String, Long> timers = new ConcurrentHashMap<>();

  LocalBinance(Vertx vertx) {
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
          new Reply(429, Map.of("Retry-After", "7"), code(-1003, "Too many requests."));
      case NO_PERMISSION ->
          Reply.of(401, code(-2015, "Invalid API-key, IP, or permissions for action."));
      case WRONG_CLOCK ->
          Reply.of(400, code(-1021, "Timestamp for this request is outside of the recvWindow."));
      default ->
          Reply.of(
              503, code(-1000, "Unknown error, please check your request or try again later."));
    };
  }

  @Override
  protected Reply reply(Asked asked) {
    if (asked.path().equals("/fapi/v1/time")) {
      return Reply.ok("{\"serverTime\":" + nowMs() + "}");
    }
    int sign = asked.query().lastIndexOf("&signature=");
    if (!asked.header("X-MBX-APIKEY").equals(KEY) || sign < 0) {
      return Reply.of(401, code(-2015, "Invalid API-key, IP, or permissions for action."));
    }
    if (!asked.param("signature").equals(hmacHex(SECRET, asked.query().substring(0, sign)))) {
      return Reply.of(400, code(-1022, "Signature for this request is not valid."));
    }
    long timestamp = Long.parseLong(asked.param("timestamp"));
    long window = Long.parseLong(asked.param("recvWindow"));
    if (timestamp >= nowMs() + 1000 || nowMs() - timestamp > window) {
      return error(Misdeed.WRONG_CLOCK);
    }
    String symbol = asked.param("symbol");
    if (!SYMBOLS.contains(symbol)) {
      return Reply.of(400, code(-1121, "Invalid symbol."));
    }
    return switch (asked.verb() + " " + asked.path()) {
      case "DELETE /fapi/v1/allOpenOrders" -> cancel(symbol);
      case "GET /fapi/v1/openOrders" -> open(symbol);
      case "DELETE /fapi/v1/batchOrders" ->
          cancel(symbol, Json.array(asked.param("orderIdList")).orElseThrow());
      case "POST /fapi/v1/countdownCancelAll" ->
          countDown(symbol, Long.parseLong(asked.param("countdownTime")));
      default -> Reply.of(404, "");
    };
  }

  private Reply open(String symbol) {
    ArrayNode list = Json.array();
    orders.stream()
        .filter(order -> order.symbol().equals(symbol))
        .forEach(
            order ->
                list.addObject()
                    .put("orderId", Long.parseLong(order.id()))
                    .put("clientOrderId", order.clientId())
                    .put("reduceOnly", order.reduceOnly()));
    return Reply.ok(list.toString());
  }

  private Reply cancel(String symbol, JsonNode ids) {
    if (ids.size() > 10) {
      return Reply.of(400, code(-4120, "Too many."));
    }
    ArrayNode list = Json.array();
    for (JsonNode id : ids) {
      boolean there = orders.removeIf(o -> o.symbol().equals(symbol) && o.id().equals(id.asText()));
      if (there) {
        list.addObject().put("orderId", id.longValue()).put("status", "CANCELED");
      } else {
        list.addObject().put("code", -2011).put("msg", "Unknown order sent.");
      }
    }
    return Reply.ok(list.toString());
  }

  private Reply cancel(String symbol) {
    orders.removeIf(order -> order.symbol().equals(symbol));
    return Reply.ok(code(200, "The operation of cancel all open order is done."));
  }

  private Reply countDown(String symbol, long ms) {
    Long before = timers.remove(symbol);
    if (before != null) {
      vertx.cancelTimer(before);
    }
    countdowns.put(symbol, ms);
    if (ms > 0) {
      timers.put(symbol, vertx.setTimer(Math.max(1, ms / perMs), id -> cancel(symbol)));
    }
    return Reply.ok("{\"symbol\":\"" + symbol + "\",\"countdownTime\":\"" + ms + "\"}");
  }

  private static String code(int code, String words) {
    return "{\"code\":" + code + ",\"msg\":\"" + words + "\"}";
  }
}
