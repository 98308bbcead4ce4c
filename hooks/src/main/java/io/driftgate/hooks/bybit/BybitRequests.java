package io.driftgate.hooks.bybit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.bybit.BybitSettings.Category;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.VenueRequest;
import io.driftgate.hooks.http.VenueRequest.Verb;
import java.util.Map;

/** What is sent to Bybit; pure. */
final class BybitRequests {
  /** For how long after its timestamp the venue takes a request. */
  private static final int WINDOW_MS = 5000;

  /** A login over the WebSocket is taken until then. */
  private static final int LOGIN_MS = 5000;

  private BybitRequests() {}

  /**
   * Hexadecimal HMAC-SHA256 of time, key, window, and the query or the body.
   *
   * @see <a href="https://bybit-exchange.github.io/docs/v5/guide#authentication">Authentication</a>
   */
  static String signature(
      Secret secret, long timestampMs, String apiKey, int windowMs, String payload) {
    return secret.hmacHex(timestampMs + apiKey + windowMs + payload);
  }

  /** Every active order of these. */
  static VenueRequest cancelAll(BybitSettings settings, BybitSettings.Orders orders, long nowMs) {
    ObjectNode body =
        Json.object()
            .put("category", orders.category().key())
            .put(orders.by().key(), orders.name());
    if (orders.category() != Category.OPTION) {
      body.put("orderFilter", "Order");
    }
    return post(settings, "/v5/order/cancel-all", body, nowMs);
  }

  /** Which of them are open; one is enough to know. */
  static VenueRequest open(BybitSettings settings, BybitSettings.Orders orders, long nowMs) {
    String query =
        "category="
            + orders.category().key()
            + "&"
            + orders.by().key()
            + "="
            + orders.name()
            + "&openOnly=0"
            + (orders.category() == Category.OPTION ? "" : "&orderFilter=Order")
            + "&limit=1";
    return signed(settings, Verb.GET, "/v5/order/realtime?" + query, query, "", nowMs);
  }

  /** How long after the last connection has gone the orders go. */
  static VenueRequest window(
      BybitSettings settings, BybitSettings.Disconnect disconnect, long nowMs) {
    ObjectNode body =
        Json.object()
            .put("product", disconnect.product().name())
            .put("timeWindow", disconnect.window().value());
    return post(settings, "/v5/order/disconnected-cancel-all", body, nowMs);
  }

  static VenueRequest time() {
    return new VenueRequest(Verb.GET, "/v5/market/time", Map.of(), "");
  }

  /** Logs a WebSocket in. */
  static String login(BybitSettings settings, String id, long nowMs) {
    long expires = nowMs + LOGIN_MS;
    ObjectNode frame = Json.object().put("req_id", id).put("op", "auth");
    frame
        .putArray("args")
        .add(settings.apiKey())
        .add(expires)
        .add(settings.secret().hmacHex("GET/realtime" + expires));
    return frame.toString();
  }

  static String subscribe(BybitSettings.Product product, String id) {
    ObjectNode frame = Json.object().put("req_id", id).put("op", "subscribe");
    frame.putArray("args").add(product.topic());
    return frame.toString();
  }

  static String ping(String id) {
    return Json.object().put("req_id", id).put("op", "ping").toString();
  }

  private static VenueRequest post(
      BybitSettings settings, String path, ObjectNode body, long nowMs) {
    String text = body.toString();
    return signed(settings, Verb.POST, path, text, text, nowMs);
  }

  private static VenueRequest signed(
      BybitSettings settings, Verb verb, String target, String payload, String body, long nowMs) {
    String signature = signature(settings.secret(), nowMs, settings.apiKey(), WINDOW_MS, payload);
    return new VenueRequest(
        verb,
        target,
        Map.of(
            "Content-Type", "application/json",
            "X-BAPI-API-KEY", settings.apiKey(),
            "X-BAPI-TIMESTAMP", String.valueOf(nowMs),
            "X-BAPI-RECV-WINDOW", String.valueOf(WINDOW_MS),
            "X-BAPI-SIGN", signature),
        body);
  }
}
