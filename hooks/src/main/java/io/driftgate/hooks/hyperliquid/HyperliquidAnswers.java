package io.driftgate.hooks.hyperliquid;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.VenueAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What Hyperliquid's answers mean; pure. Its words are matched and never repeated. */
final class HyperliquidAnswers {
  /** An address over its limit may send one request in ten seconds. */
  private static final long LIMITED_MS = 10_000;

  private static final String GONE = "Order was never placed, already canceled, or filled";

  private HyperliquidAnswers() {}

  /**
   * Of a cancel: which of its orders are not in the book any more.
   *
   * @param count how many were named
   */
  static Outcome cancelled(VenueAnswer answer, int count) {
    Optional<JsonNode> response = ok(answer, "cancel");
    if (response.isEmpty()) {
      return error(answer);
    }
    JsonNode statuses = response.get().path("data").path("statuses");
    if (!statuses.isArray() || statuses.size() != count) {
      return Outcome.failed("an answer of another form than documented");
    }
    for (JsonNode status : statuses) {
      boolean success = status.isTextual() && status.textValue().equals("success");
      if (!success && !Json.text(status, "error").startsWith(GONE)) {
        return Outcome.failed("not every order was cancelled");
      }
    }
    return Outcome.delivered(count + " cancelled");
  }

  /** Of a time that was set or taken back. */
  static Outcome scheduled(VenueAnswer answer) {
    return ok(answer, "default").isPresent() ? Outcome.delivered("armed") : error(answer);
  }

  /** The open orders; empty if it is not a list of them. */
  static Optional<List<OpenOrder>> openOrders(VenueAnswer answer) {
    return answer.ok()
        ? Json.array(answer.body()).flatMap(HyperliquidAnswers::orders)
        : Optional.empty();
  }

  private static Optional<List<OpenOrder>> orders(JsonNode list) {
    List<OpenOrder> orders = new ArrayList<>();
    for (JsonNode order : list) {
      String coin = Json.text(order, "coin");
      OptionalLong oid = Json.number(order, "oid");
      boolean known =
          !coin.isEmpty()
              && oid.isPresent()
              && order.path("isTrigger").isBoolean()
              && order.path("reduceOnly").isBoolean();
      if (!known) {
        return Optional.empty();
      }
      orders.add(
          new OpenOrder(
              coin,
              oid.getAsLong(),
              Json.text(order, "cloid").toLowerCase(Locale.ROOT),
              order.path("isTrigger").booleanValue(),
              order.path("reduceOnly").booleanValue()));
    }
    return Optional.of(List.copyOf(orders));
  }

  /** Numbers of the perpetuals by name; empty if it is not a list of them. */
  static Optional<Map<String, Integer>> assets(VenueAnswer answer) {
    JsonNode universe =
        Json.object(answer.ok() ? answer.body() : "")
            .map(meta -> meta.path("universe"))
            .orElse(null);
    if (universe == null || !universe.isArray() || universe.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Integer> assets = new HashMap<>();
    for (int number = 0; number < universe.size(); number++) {
      String name = Json.text(universe.get(number), "name");
      if (name.isEmpty() || assets.put(name, number) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(Map.copyOf(assets));
  }

  /** Of anything that is not what was hoped for. */
  static Outcome error(VenueAnswer answer) {
    if (answer.limited()) {
      return Outcome.failed("too many requests", answer.retryAfterMs(LIMITED_MS));
    }
    if (answer.status() == 422) {
      return Outcome.refused("status 422, not a request that it knows");
    }
    if (!answer.ok()) {
      return Outcome.failed("status " + answer.status());
    }
    String said =
        Json.object(answer.body())
            .filter(body -> Json.text(body, "status").equals("err"))
            .map(body -> Json.text(body, "response"))
            .orElse("");
    return said.isEmpty()
        ? Outcome.failed("an answer of another form than documented")
        : said(said);
  }

  private static Outcome said(String text) {
    if (text.startsWith("User or API Wallet") || text.startsWith("Must deposit")) {
      return Outcome.refused("the key is not of this account, or signs for another network");
    }
    if (text.startsWith("Cannot set scheduled cancel time until enough volume")) {
      return Outcome.refused("the account has not traded enough to schedule");
    }
    if (text.startsWith("Too many cumulative requests")) {
      return Outcome.failed("too many requests for what was traded", LIMITED_MS);
    }
    return Outcome.failed("refused by the venue in words of its own");
  }

  private static Optional<JsonNode> ok(VenueAnswer answer, String type) {
    return Json.object(answer.ok() ? answer.body() : "")
        .filter(body -> Json.text(body, "status").equals("ok"))
        .map(body -> body.path("response"))
        .filter(response -> Json.text(response, "type").equals(type));
  }
}
