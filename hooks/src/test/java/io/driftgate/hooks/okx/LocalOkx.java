package io.driftgate.hooks.okx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.LocalHttpVenue;
import io.driftgate.hooks.http.Misdeed;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * OKX as far as its documentation describes what we use: a hundred orders to a page, twenty to a
 * batch, and a timer in seconds. A second of the timer lasts {@code secondMs}.
 */
final class LocalOkx extends LocalHttpVenue {
  static final String KEY = "37c541a1";
  static final String SECRET = "22582BD0CFF14C41EDBF1AB98506286D";
  static final String PASSPHRASE = "sesame";
  private static final int PAGE = 100;
  private static final int BATCH = 20;
  private static final long WINDOW_MS = 30_000;

  /** An open order; a higher number is newer. */
  record Order(long id, String instId, String tag, boolean reduceOnly, boolean protectedOption) {}

  final List<Order> orders = new CopyOnWriteArrayList<>();

  /** Cancels that are accepted without being carried out. */
  final AtomicInteger lazyCancels = new AtomicInteger();

  volatile int secondMs = 1000;
  volatile String timeOut = "";
  volatile String timerTag = "";

  private final Vertx vertx;
  private long timer = -1;

  LocalOkx(Vertx vertx) {
    super(vertx);
    this.vertx = vertx;
  }

  void order(long id, String instId, String tag) {
    orders.add(new Order(id, instId, tag, false, false));
  }

  List<Long> ids() {
    return orders.stream().map(Order::id).toList();
  }

  @Override
  protected boolean acting(Asked asked) {
    return asked.verb().equals("POST");
  }

  @Override
  protected Reply error(Misdeed misdeed) {
    return switch (misdeed) {
      case RATE_LIMIT -> Reply.of(429, code("50011"));
      case NO_PERMISSION -> Reply.of(401, code("50120"));
      case WRONG_CLOCK -> Reply.of(401, code("50102"));
      default -> Reply.of(500, code("50004"));
    };
  }

  @Override
  protected Reply reply(Asked asked) {
    if (asked.path().equals("/api/v5/public/time")) {
      return data(Json.array().add(Json.object().put("ts", String.valueOf(nowMs()))));
    }
    String time = asked.header("OK-ACCESS-TIMESTAMP");
    if (Math.abs(Instant.parse(time).toEpochMilli() - nowMs()) > WINDOW_MS) {
      return error(Misdeed.WRONG_CLOCK);
    }
    String text = time + asked.verb() + asked.target() + asked.body();
    String signature = Base64.getEncoder().encodeToString(hmac(SECRET, text));
    if (!asked.header("OK-ACCESS-KEY").equals(KEY)) {
      return Reply.of(401, code("50111"));
    }
    if (!asked.header("OK-ACCESS-PASSPHRASE").equals(PASSPHRASE)) {
      return Reply.of(400, code("50105"));
    }
    if (!asked.header("OK-ACCESS-SIGN").equals(signature)) {
      return Reply.of(401, code("50113"));
    }
    return switch (asked.path()) {
      case "/api/v5/trade/orders-pending" -> pending(asked.param("instId"), asked.param("after"));
      case "/api/v5/trade/cancel-batch-orders" -> cancel(Json.array(asked.body()).orElseThrow());
      case "/api/v5/trade/mass-cancel" -> massCancel(Json.object(asked.body()).orElseThrow());
      case "/api/v5/trade/cancel-all-after" -> countDown(Json.object(asked.body()).orElseThrow());
      default -> Reply.of(404, "");
    };
  }

  private Reply pending(String instId, String after) {
    ArrayNode data = Json.array();
    orders.stream()
        .filter(order -> instId.isEmpty() || order.instId().equals(instId))
        .filter(order -> after.isEmpty() || order.id() < Long.parseLong(after))
        .sorted(Comparator.comparingLong(Order::id).reversed())
        .limit(PAGE)
        .forEach(
            order ->
                data.addObject()
                    .put("instId", order.instId())
                    .put("ordId", String.valueOf(order.id()))
                    .put("tag", order.tag())
                    .put("clOrdId", "")
                    .put("reduceOnly", String.valueOf(order.reduceOnly())));
    return data(data);
  }

  private Reply cancel(JsonNode named) {
    if (named.size() > BATCH) {
      return Reply.of(400, code("50014"));
    }
    boolean lazy = lazyCancels.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    ArrayNode data = Json.array();
    for (JsonNode one : named) {
      long id = Long.parseLong(one.path("ordId").textValue());
      boolean there =
          orders.stream()
              .anyMatch(o -> o.id() == id && o.instId().equals(one.path("instId").textValue()));
      if (!lazy) {
        orders.removeIf(order -> order.id() == id);
      }
      data.addObject().put("ordId", "" + id).put("sCode", there ? "0" : "51400");
    }
    return data(data);
  }

  private Reply massCancel(JsonNode body) {
    orders.removeIf(
        order ->
            order.protectedOption()
                && order.instId().startsWith(body.path("instFamily").textValue()));
    return data(Json.array().add(Json.object().put("result", true)));
  }

  private Reply countDown(JsonNode body) {
    int seconds = Integer.parseInt(body.path("timeOut").textValue());
    if (seconds != 0 && (seconds < 10 || seconds > 120)) {
      return Reply.ok(code("51000"));
    }
    vertx.cancelTimer(timer);
    timeOut = body.path("timeOut").textValue();
    timerTag = body.path("tag").asText("");
    String tag = timerTag;
    ObjectNode answer = Json.object().put("triggerTime", "0").put("tag", tag);
    if (seconds > 0) {
      answer.put("triggerTime", String.valueOf(nowMs() + 1000L * seconds));
      timer =
          vertx.setTimer(
              Math.max(1, (long) seconds * secondMs),
              id -> orders.removeIf(order -> tag.isEmpty() || order.tag().equals(tag)));
    }
    return data(Json.array().add(answer));
  }

  private static Reply data(ArrayNode data) {
    ObjectNode answer = Json.object().put("code", "0").put("msg", "");
    answer.set("data", data);
    return Reply.ok(answer.toString());
  }

  private static String code(String code) {
    return "{\"code\":\"" + code + "\",\"msg\":\"said by the venue\",\"data\":[]}";
  }
}
