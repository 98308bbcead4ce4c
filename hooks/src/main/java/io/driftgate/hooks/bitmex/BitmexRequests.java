package io.driftgate.hooks.bitmex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.VenueRequest;
import io.driftgate.hooks.http.VenueRequest.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is sent to BitMEX; pure. */
final class BitmexRequests {
  private static final String ORDER = "/api/v1/order";
  private static final int MS_PER_SECOND = 1000;

  /** After which the venue does not take a request any more. */
  private static final int VALID_SECONDS = 5;

  /** The most that the venue lists at once. */
  static final int PAGE = 500;

  private BitmexRequests() {}

  /**
   * Hexadecimal HMAC-SHA256 of verb, path with query, expiry in seconds and body.
   *
   * @see <a href="https://www.bitmex.com/app/apiKeysUsage">API Key Usage</a>
   */
  static String signature(Secret secret, Verb verb, String target, long expires, String body) {
    return secret.hmacHex(verb + target + expires + body);
  }

  /** Every order of a symbol; empty: of all. */
  static VenueRequest cancelAll(BitmexSettings settings, Optional<String> symbol, long nowMs) {
    ObjectNode body = Json.object();
    symbol.ifPresent(name -> body.put("symbol", name));
    return signed(settings, Verb.DELETE, ORDER + "/all", body.toString(), nowMs);
  }

  /** The open orders of a symbol, or of all, {@link #PAGE} at most. */
  static VenueRequest open(BitmexSettings settings, Optional<String> symbol, long nowMs) {
    String query =
        "?filter=%7B%22open%22%3Atrue%7D"
            + symbol.map(name -> "&symbol=" + name).orElse("")
            + "&count="
            + PAGE;
    return signed(settings, Verb.GET, ORDER + query, "", nowMs);
  }

  /** These orders. */
  static VenueRequest cancel(BitmexSettings settings, List<BitmexOrder> orders, long nowMs) {
    ObjectNode body = Json.object();
    ArrayNode ids = body.putArray("orderID");
    orders.forEach(order -> ids.add(order.orderId()));
    return signed(settings, Verb.DELETE, ORDER, body.toString(), nowMs);
  }

  /** Every order of the account, after this long without another of these. */
  static VenueRequest cancelAllAfter(
      BitmexSettings settings, BitmexSettings.TimeoutMs timeout, long nowMs) {
    ObjectNode body = Json.object().put("timeout", timeout.value());
    return signed(settings, Verb.POST, ORDER + "/cancelAllAfter", body.toString(), nowMs);
  }

  /** The API's own name and time; without a key. */
  static VenueRequest time() {
    return new VenueRequest(Verb.GET, "/api/v1", Map.of("Accept", "application/json"), "");
  }

  private static VenueRequest signed(
      BitmexSettings settings, Verb verb, String target, String body, long nowMs) {
    long expires = nowMs / MS_PER_SECOND + VALID_SECONDS;
    return new VenueRequest(
        verb,
        target,
        Map.of(
            "Content-Type", "application/json",
            "Accept", "application/json",
            "api-key", settings.keyId(),
            "api-expires", String.valueOf(expires),
            "api-signature", signature(settings.secret(), verb, target, expires, body)),
        body);
  }
}
