package io.driftgate.hooks.binance;

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

/**
 * What Binance's answers mean; pure. A 5xx is a request whose fate the venue does not know: it is
 * never taken as done, and never as not done.
 *
 * @see <a
 *     href="https://developers.binance.com/docs/derivatives/usds-margined-futures/error-code">Error
 *     Codes</a>
 */
final class BinanceAnswers {
  private static final long LIMITED_MS = 1000;

  /** An address that went on after 429 is kept out for minutes. */
  private static final int BANNED = 418;

  private static final int DONE = 200;
  private static final int UNKNOWN_ORDER = -2011;

  private BinanceAnswers() {}

  /** Of a cancel: code 200 in the body, too. */
  static Done cancelled(VenueAnswer answer) {
    boolean done = answer.ok() && code(answer) == DONE;
    return done ? Step.done(Outcome.delivered("cancelled")) : error(answer);
  }

  /** The open orders; empty if it is not a list of them. */
  static Optional<List<BinanceOrder>> openOrders(VenueAnswer answer) {
    return Json.array(answer.ok() ? answer.body() : "").flatMap(BinanceAnswers::orders);
  }

  private static Optional<List<BinanceOrder>> orders(JsonNode list) {
    List<BinanceOrder> orders = new ArrayList<>();
    for (JsonNode order : list) {
      OptionalLong id = Json.number(order, "orderId");
      JsonNode reduceOnly = order.path("reduceOnly");
      if (id.isEmpty() || !reduceOnly.isBoolean()) {
        return Optional.empty();
      }
      orders.add(
          new BinanceOrder(
              id.getAsLong(), Json.text(order, "clientOrderId"), reduceOnly.booleanValue()));
    }
    return Optional.of(orders);
  }

  /**
   * Of a batch: each of its orders is canceled, or unknown to the venue.
   *
   * @param count how many were named
   */
  static Done batchCancelled(VenueAnswer answer, int count) {
    Optional<JsonNode> orders = Json.array(answer.ok() ? answer.body() : "");
    if (orders.isEmpty() || orders.get().size() != count) {
      return error(answer);
    }
    for (JsonNode order : orders.get()) {
      boolean gone =
          Json.text(order, "status").equals("CANCELED")
              || Json.number(order, "code").orElse(0) == UNKNOWN_ORDER;
      if (!gone) {
        return Step.done(Outcome.failed("not every order was cancelled"));
      }
    }
    return Step.done(Outcome.delivered(count + " cancelled"));
  }

  /** Of a timer: the same symbol and countdown as were sent. */
  static Done armed(VenueAnswer answer, BinanceSettings.CountdownMs countdown) {
    Optional<JsonNode> body = Json.object(answer.ok() ? answer.body() : "");
    boolean armed =
        body.filter(b -> b.path("countdownTime").asText().equals("" + countdown.value()))
            .filter(b -> !Json.text(b, "symbol").isEmpty())
            .isPresent();
    return armed ? Step.done(Outcome.delivered("armed")) : error(answer);
  }

  /** Unix milliseconds. */
  static OptionalLong timeMs(VenueAnswer answer) {
    return Json.object(answer.ok() ? answer.body() : "")
        .map(body -> Json.number(body, "serverTime"))
        .orElse(OptionalLong.empty());
  }

  /** Of anything that is not what was hoped for. */
  static Done error(VenueAnswer answer) {
    String note = "status " + answer.status() + ", code " + code(answer);
    if (answer.limited() || answer.status() == BANNED) {
      return Step.done(Outcome.failed(note, answer.retryAfterMs(LIMITED_MS)));
    }
    if (answer.unclear()) {
      return Step.done(Outcome.failed(note + ", done or not"));
    }
    if (code(answer) == -1021) {
      return Step.wrongClock(note + ", outside the window");
    }
    return Step.done(refuses(answer) ? Outcome.refused(note) : Outcome.failed(note));
  }

  /** Keys, signatures, permissions, and symbols that do not exist. */
  private static boolean refuses(VenueAnswer answer) {
    long code = code(answer);
    return answer.status() == 401
        || code == -1002 // UNAUTHORIZED
        || code == -1022 // INVALID_SIGNATURE
        || code == -1121 // BAD_SYMBOL
        || code == -2014 // BAD_API_KEY_FMT
        || code == -2015; // REJECTED_MBX_KEY: key, address or permission
  }

  private static long code(VenueAnswer answer) {
    return Json.object(answer.body()).map(body -> Json.number(body, "code").orElse(0)).orElse(0L);
  }
}
