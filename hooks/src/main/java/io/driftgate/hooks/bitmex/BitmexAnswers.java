package io.driftgate.hooks.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.Step;
import io.driftgate.hooks.http.Step.Done;
import io.driftgate.hooks.http.VenueAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What BitMEX's answers mean; pure. Its words are matched and never repeated. */
final class BitmexAnswers {
  private static final long LIMITED_MS = 1000;
  private static final Set<String> OVER = Set.of("Canceled", "Filled", "Rejected", "Expired");

  private BitmexAnswers() {}

  /** Of a cancel: a list of the orders, each of them canceled now. */
  static Done cancelled(VenueAnswer answer) {
    Optional<JsonNode> orders = answer.ok() ? Json.array(answer.body()) : Optional.empty();
    if (orders.isEmpty()) {
      return error(answer);
    }
    for (JsonNode order : orders.get()) {
      if (!Json.text(order, "ordStatus").equals("Canceled")) {
        return Step.done(Outcome.failed("an order is not canceled yet"));
      }
    }
    return Step.done(Outcome.delivered(orders.get().size() + " cancelled"));
  }

  /** The open orders; empty if it is not a list of them. */
  static Optional<List<BitmexOrder>> open(VenueAnswer answer) {
    return answer.ok()
        ? Json.array(answer.body()).flatMap(BitmexAnswers::orders)
        : Optional.empty();
  }

  private static Optional<List<BitmexOrder>> orders(JsonNode list) {
    List<BitmexOrder> orders = new ArrayList<>();
    for (JsonNode order : list) {
      String id = Json.text(order, "orderID");
      String type = Json.text(order, "ordType");
      if (id.isEmpty() || type.isEmpty()) {
        return Optional.empty();
      }
      String execution = Json.text(order, "execInst");
      orders.add(
          new BitmexOrder(
              id,
              Json.text(order, "clOrdID"),
              type.startsWith("Stop") || type.endsWith("IfTouched"),
              execution.contains("ReduceOnly") || execution.contains("Close")));
    }
    return Optional.of(orders);
  }

  /**
   * Of a cancel of orders that were named: each is canceled, or was over before.
   *
   * @param count how many were named
   */
  static Done namedCancelled(VenueAnswer answer, int count) {
    Optional<JsonNode> orders = answer.ok() ? Json.array(answer.body()) : Optional.empty();
    if (orders.isEmpty() || orders.get().size() != count) {
      return error(answer);
    }
    for (JsonNode order : orders.get()) {
      if (!OVER.contains(Json.text(order, "ordStatus"))) {
        return Step.done(Outcome.failed("not every order was cancelled"));
      }
    }
    return Step.done(Outcome.delivered(count + " cancelled"));
  }

  /** Of a timer: when it will act. */
  static Done armed(VenueAnswer answer) {
    boolean armed =
        Json.object(answer.ok() ? answer.body() : "")
            .filter(body -> Json.text(body, "cancelTime").length() > 1)
            .isPresent();
    return armed ? Step.done(Outcome.delivered("armed")) : error(answer);
  }

  /** Unix milliseconds. */
  static OptionalLong timeMs(VenueAnswer answer) {
    return Json.object(answer.ok() ? answer.body() : "")
        .map(body -> Json.number(body, "timestamp"))
        .orElse(OptionalLong.empty());
  }

  /** Of anything that is not what was hoped for. */
  static Done error(VenueAnswer answer) {
    String note = "status " + answer.status();
    if (answer.limited()) {
      return Step.done(Outcome.failed(note, answer.retryAfterMs(LIMITED_MS)));
    }
    if (expired(answer)) {
      return Step.wrongClock(note + ", the request's time had passed");
    }
    if (answer.status() == 401 || answer.status() == 403) {
      return Step.done(Outcome.refused(note + ", the key, its signature or its permission"));
    }
    return Step.done(
        Outcome.failed(answer.ok() ? "an answer of another form than documented" : note));
  }

  private static boolean expired(VenueAnswer answer) {
    return (answer.status() == 401 || answer.status() == 400)
        && Json.object(answer.body())
            .filter(body -> Json.text(body.path("error"), "message").contains("expired"))
            .isPresent();
  }
}
