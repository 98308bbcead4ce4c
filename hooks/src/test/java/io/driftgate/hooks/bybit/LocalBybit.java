package io.driftgate.hooks.bybit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.LocalHttpVenue;
import io.driftgate.hooks.http.Misdeed;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Bybit as far as its documentation describes what we use, with disconnection protect: the orders
 * go a window after the last connection that subscribed has gone. A second of the window lasts
 * {@code secondMs}.
 */
final class LocalBybit extends LocalHttpVenue {
  static final String KEY = "X".repeat(10);
  static final String SECRET = "YYYYYYYYYY";
  static final String SOCKET = "/v5/private";

  /** An open order. */
  record Order(String id, String category, String symbol, boolean stop) {}

  final List<Order> orders = new CopyOnWriteArrayList<>();
  final AtomicInteger lazyCancels = new AtomicInteger();
  final AtomicInteger pings = new AtomicInteger();
  final Set<ServerWebSocket> subscribed = ConcurrentHashMap.newKeySet();
  volatile int secondMs = 1000;
  volatile int windowSeconds;
  volatile boolean protectEnabled = true;

  private final Vertx vertx;
  private final Set<ServerWebSocket> loggedIn = ConcurrentHashMap.newKeySet();
  private long timer = -1;

  LocalBybit(Vertx vertx) {
    super(vertx);
    this.vertx = vertx;
  }

  void order(String id, String symbol, boolean stop) {
    orders.add(new Order(id, "linear", symbol, stop));
  }

  List<String> ids() {
    return orders.stream().map(Order::id).toList();
  }

  @Override
  protected boolean acting(Asked asked) {
    return asked.verb().equals("POST");
  }

  @Override
  protected Reply error(Misdeed misdeed) {
    return switch (misdeed) {
      case RATE_LIMIT -> code(10006);
      case NO_PERMISSION -> code(10005);
      case WRONG_CLOCK -> code(10002);
      default -> Reply.of(502, "<html>");
    };
  }

  @Override
  protected Reply reply(Asked asked) {
    if (asked.path().equals("/v5/market/time")) {
      return Reply.ok("{\"retCode\":0,\"result\":{},\"time\":" + nowMs() + "}");
    }
    long timestamp = Long.parseLong(asked.header("X-BAPI-TIMESTAMP"));
    String window = asked.header("X-BAPI-RECV-WINDOW");
    if (timestamp < nowMs() - Long.parseLong(window) || timestamp >= nowMs() + 1000) {
      return error(Misdeed.WRONG_CLOCK);
    }
    String payload = asked.verb().equals("GET") ? asked.query() : asked.body();
    if (!asked.header("X-BAPI-API-KEY").equals(KEY)) {
      return code(10003);
    }
    if (!asked.header("X-BAPI-SIGN").equals(hmacHex(SECRET, timestamp + KEY + window + payload))) {
      return code(10004);
    }
    return switch (asked.path()) {
      case "/v5/order/cancel-all" -> cancel(Json.object(asked.body()).orElseThrow());
      case "/v5/order/realtime" -> open(asked);
      case "/v5/order/disconnected-cancel-all" -> window(Json.object(asked.body()).orElseThrow());
      default -> Reply.of(404, "");
    };
  }

  private Reply cancel(JsonNode body) {
    boolean named = body.has("symbol") || body.has("baseCoin") || body.has("settleCoin");
    if (!named && !body.path("category").textValue().equals("option")) {
      return code(10001);
    }
    if (lazyCancels.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      orders.removeIf(
          matching(
              body.path("symbol").asText(""),
              body.path("settleCoin").asText(""),
              body.path("orderFilter").asText("")));
    }
    return Reply.ok("{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[],\"success\":\"1\"}}");
  }

  private Reply open(Asked asked) {
    ObjectNode answer = Json.object().put("retCode", 0).put("retMsg", "OK");
    ArrayNode list = answer.putObject("result").putArray("list");
    orders.stream()
        .filter(
            matching(asked.param("symbol"), asked.param("settleCoin"), asked.param("orderFilter")))
        .limit(Long.parseLong(asked.param("limit")))
        .forEach(order -> list.addObject().put("orderId", order.id()));
    return Reply.ok(answer.toString());
  }

  private static Predicate<Order> matching(String symbol, String settleCoin, String filter) {
    return order ->
        (symbol.isEmpty() || symbol.equals(order.symbol()))
            && order.symbol().endsWith(settleCoin)
            && !(filter.equals("Order") && order.stop());
  }

  private Reply window(JsonNode body) {
    int seconds = body.path("timeWindow").intValue();
    if (seconds < 3 || seconds > 300) {
      return code(10001);
    }
    windowSeconds = seconds;
    return Reply.ok("{\"retCode\":0,\"retMsg\":\"success\"}");
  }

  @Override
  protected void onSocket(ServerWebSocket socket) {
    if (!socket.path().equals(SOCKET)) {
      socket.close();
      return;
    }
    socket.textMessageHandler(text -> onFrame(socket, Json.object(text).orElseThrow()));
    socket.closeHandler(v -> onGone(socket));
  }

  private void onFrame(ServerWebSocket socket, JsonNode frame) {
    String op = frame.path("op").textValue();
    String id = frame.path("req_id").asText("");
    JsonNode args = frame.path("args");
    switch (op) {
      case "auth" -> {
        long expires = args.path(1).longValue();
        boolean good =
            args.path(0).asText().equals(KEY)
                && expires > nowMs()
                && args.path(2).asText().equals(hmacHex(SECRET, "GET/realtime" + expires));
        if (good) {
          loggedIn.add(socket);
        }
        answer(socket, op, id, good);
      }
      case "subscribe" -> {
        boolean good =
            loggedIn.contains(socket)
                && protectEnabled
                && args.path(0).asText().equals("dcp.future");
        if (good) {
          subscribed.add(socket);
          vertx.cancelTimer(timer);
        }
        answer(socket, op, id, good);
      }
      case "ping" -> {
        pings.incrementAndGet();
        socket.writeTextMessage(
            Json.object().put("req_id", id).put("op", "pong").put("conn_id", "c").toString());
      }
      default -> socket.close();
    }
  }

  private void onGone(ServerWebSocket socket) {
    if (subscribed.remove(socket) && subscribed.isEmpty() && windowSeconds > 0) {
      timer = vertx.setTimer(Math.max(1, (long) windowSeconds * secondMs), id -> orders.clear());
    }
  }

  private static void answer(ServerWebSocket socket, String op, String id, boolean success) {
    socket.writeTextMessage(
        Json.object().put("success", success).put("op", op).put("req_id", id).toString());
  }

  private static Reply code(int code) {
    return Reply.ok("{\"retCode\":" + code + ",\"retMsg\":\"said by the venue\",\"result\":{}}");
  }
}
