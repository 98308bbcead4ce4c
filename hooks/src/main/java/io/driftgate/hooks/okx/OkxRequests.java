package io.driftgate.hooks.okx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.VenueRequest;
import io.driftgate.hooks.http.VenueRequest.Verb;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is sent to OKX; pure. */
final class OkxRequests {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The most that the venue lists at once. */
  private static final int PAGE = 100;

  private OkxRequests() {}

  /**
   * Base64 HMAC-SHA256 of time, verb, path with query, and body.
   *
   * @see <a href="https://www.okx.com/docs-v5/en/#overview-rest-authentication">REST
   *     Authentication</a>
   */
  static String signature(Secret secret, String timestamp, Verb verb, String target, String body) {
    return secret.hmacBase64(timestamp + verb + target + body);
  }

  /** As the venue writes times in headers. */
  static String timestamp(long ms) {
    return TIMESTAMP.format(Instant.ofEpochMilli(ms));
  }

  /**
   * A part of the open orders.
   *
   * @param instId of an instrument; empty: of all
   * @param after those older than this order; empty: the newest
   */
  record Page(String instId, String after) {
    static Page first(String instId) {
      return new Page(instId, "");
    }

    /** The part after what one held; empty: there is none. */
    static Optional<Page> after(String instId, List<PendingOrder> held) {
      return held.size() < PAGE
          ? Optional.empty()
          : Optional.of(new Page(instId, held.get(held.size() - 1).ordId()));
    }
  }

  /** A hundred open orders at most. */
  static VenueRequest pending(OkxSettings settings, Page page, long nowMs) {
    StringBuilder target = new StringBuilder("/api/v5/trade/orders-pending?limit=" + PAGE);
    if (!page.instId().isEmpty()) {
      target.append("&instId=").append(page.instId());
    }
    if (!page.after().isEmpty()) {
      target.append("&after=").append(page.after());
    }
    return signed(settings, Verb.GET, target.toString(), "", nowMs);
  }

  /** At most 20 orders. */
  static VenueRequest cancel(OkxSettings settings, List<PendingOrder> orders, long nowMs) {
    ArrayNode body = Json.array();
    orders.forEach(
        order -> body.addObject().put("instId", order.instId()).put("ordId", order.ordId()));
    return signed(settings, Verb.POST, "/api/v5/trade/cancel-batch-orders", body.toString(), nowMs);
  }

  /** Every market-maker-protection order of a family. */
  static VenueRequest massCancel(OkxSettings settings, OkxSettings.Family family, long nowMs) {
    ObjectNode body =
        Json.object()
            .put("instType", "OPTION")
            .put("instFamily", family.name())
            .put("lockInterval", String.valueOf(family.lockMs()));
    return signed(settings, Verb.POST, "/api/v5/trade/mass-cancel", body.toString(), nowMs);
  }

  /** Every order, or those of a tag, after this long without another of these. */
  static VenueRequest cancelAllAfter(OkxSettings settings, OkxSettings.Timer timer, long nowMs) {
    ObjectNode body = Json.object().put("timeOut", String.valueOf(timer.timeOut().value()));
    if (!timer.tag().isEmpty()) {
      body.put("tag", timer.tag());
    }
    return signed(settings, Verb.POST, "/api/v5/trade/cancel-all-after", body.toString(), nowMs);
  }

  static VenueRequest time() {
    return new VenueRequest(Verb.GET, "/api/v5/public/time", Map.of(), "");
  }

  private static VenueRequest signed(
      OkxSettings settings, Verb verb, String target, String body, long nowMs) {
    String timestamp = timestamp(nowMs);
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("OK-ACCESS-KEY", settings.apiKey());
    headers.put("OK-ACCESS-TIMESTAMP", timestamp);
    headers.put("OK-ACCESS-PASSPHRASE", settings.passphrase().revealText());
    headers.put("OK-ACCESS-SIGN", signature(settings.secret(), timestamp, verb, target, body));
    if (settings.demo()) {
      headers.put("x-simulated-trading", "1");
    }
    return new VenueRequest(verb, target, headers, body);
  }
}
