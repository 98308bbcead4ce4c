package io.driftgate.hooks.binance;

import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.VenueRequest;
import io.driftgate.hooks.http.VenueRequest.Verb;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is sent to Binance; pure. */
final class BinanceRequests {
  /** For how long after its timestamp the venue takes a request; it advises 5000 or less. */
  private static final int WINDOW_MS = 5000;

  private BinanceRequests() {}

  /**
   * Hexadecimal HMAC-SHA256 of the parameters as they are written.
   *
   * @see <a
   *     href="https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info">General
   *     Info, SIGNED Endpoint Examples</a>
   */
  static String signature(Secret secret, String parameters) {
    return secret.hmacHex(parameters);
  }

  /** Every order of a symbol. */
  static VenueRequest cancelAll(BinanceSettings settings, String symbol, long nowMs) {
    return signed(settings, Verb.DELETE, "/fapi/v1/allOpenOrders", "symbol=" + symbol, nowMs);
  }

  /** The open orders of a symbol, all of them. */
  static VenueRequest openOrders(BinanceSettings settings, String symbol, long nowMs) {
    return signed(settings, Verb.GET, "/fapi/v1/openOrders", "symbol=" + symbol, nowMs);
  }

  /** At most ten orders of a symbol. */
  static VenueRequest cancel(
      BinanceSettings settings, String symbol, List<BinanceOrder> orders, long nowMs) {
    String ids =
        orders.stream()
            .map(order -> String.valueOf(order.orderId()))
            .collect(Collectors.joining("%2C", "%5B", "%5D"));
    return signed(
        settings,
        Verb.DELETE,
        "/fapi/v1/batchOrders",
        "symbol=" + symbol + "&orderIdList=" + ids,
        nowMs);
  }

  /** Every order of a symbol, after this long without another of these. */
  static VenueRequest countdown(
      BinanceSettings settings, String symbol, BinanceSettings.CountdownMs countdown, long nowMs) {
    return signed(
        settings,
        Verb.POST,
        "/fapi/v1/countdownCancelAll",
        "symbol=" + symbol + "&countdownTime=" + countdown.value(),
        nowMs);
  }

  static VenueRequest time() {
    return new VenueRequest(Verb.GET, "/fapi/v1/time", Map.of(), "");
  }

  private static VenueRequest signed(
      BinanceSettings settings, Verb verb, String path, String parameters, long nowMs) {
    String all = parameters + "&recvWindow=" + WINDOW_MS + "&timestamp=" + nowMs;
    String target = path + "?" + all + "&signature=" + signature(settings.secret(), all);
    return new VenueRequest(verb, target, Map.of("X-MBX-APIKEY", settings.apiKey()), "");
  }
}
