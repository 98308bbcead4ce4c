package io.driftgate.hooks.okx;

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
import java.util.regex.Pattern;

/**
 * What OKX's answers mean; pure. Its codes are texts of digits.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#error-code">Error Code</a>
 */
final class OkxAnswers {
  private static final long LIMITED_MS = 1000;

  /** Per order: cancelled, filled, or unknown to the venue. */
  private static final Set<String> GONE = Set.of("51400", "51401", "51402", "51410", "51603");

  private static final Pattern ORDER_ID = Pattern.compile("[0-9]{1,32}");

  private static final Set<String> LIMITED = Set.of("50011", "50061", "50013");
  private static final Set<String> CLOCK = Set.of("50102", "50112");

  /** Keys, passphrases, signatures, permissions, and instruments that do not exist. */
  private static final Set<String> REFUSED =
      Set.of(
          "50030", "50100", "50101", "50103", "50104", "50105", "50106", "50107", "50110", "50111",
          "50113", "50114", "50119", "50120", "51000", "51001");

  private OkxAnswers() {}

  /** The open orders; empty if it is not a list of them. */
  static Optional<List<PendingOrder>> pending(VenueAnswer answer) {
    return data(answer).flatMap(OkxAnswers::orders);
  }

  private static Optional<List<PendingOrder>> orders(JsonNode data) {
    List<PendingOrder> orders = new ArrayList<>();
    for (JsonNode order : data) {
      String instId = Json.text(order, "instId");
      String ordId = Json.text(order, "ordId");
      if (instId.isEmpty() || !ORDER_ID.matcher(ordId).matches()) {
        return Optional.empty();
      }
      orders.add(
          new PendingOrder(
              instId,
              ordId,
              Json.text(order, "tag"),
              Json.text(order, "clOrdId"),
              Json.text(order, "reduceOnly").equals("true")));
    }
    return Optional.of(orders);
  }

  /**
   * Of a batch: each of its orders is gone, or on its way out of the book.
   *
   * @param count how many were named
   */
  static Done cancelled(VenueAnswer answer, int count) {
    JsonNode data = body(answer).map(body -> body.path("data")).orElse(Json.array());
    if (!data.isArray() || data.size() != count) {
      return error(answer);
    }
    for (JsonNode order : data) {
      String code = Json.text(order, "sCode");
      if (!code.equals("0") && !GONE.contains(code)) {
        return judged(answer, code);
      }
    }
    return Step.done(Outcome.delivered(count + " cancelled"));
  }

  /** Of a mass cancel. */
  static Done massCancelled(VenueAnswer answer) {
    boolean done = data(answer).filter(d -> d.path(0).path("result").asBoolean(false)).isPresent();
    return done ? Step.done(Outcome.delivered("cancelled")) : error(answer);
  }

  /** Of a timer: when it will act. */
  static Done armed(VenueAnswer answer) {
    boolean armed =
        data(answer)
            .map(data -> Json.digits(Json.text(data.path(0), "triggerTime")))
            .filter(time -> time.orElse(0) > 0)
            .isPresent();
    return armed ? Step.done(Outcome.delivered("armed")) : error(answer);
  }

  /** Unix milliseconds. */
  static OptionalLong timeMs(VenueAnswer answer) {
    return data(answer)
        .map(data -> Json.digits(Json.text(data.path(0), "ts")))
        .orElse(OptionalLong.empty());
  }

  /** Of anything that is not what was hoped for. */
  static Done error(VenueAnswer answer) {
    return judged(answer, body(answer).map(body -> Json.text(body, "code")).orElse(""));
  }

  private static Done judged(VenueAnswer answer, String code) {
    String note = "status " + answer.status() + ", code " + Json.digits(code).orElse(-1);
    if (answer.limited() || LIMITED.contains(code)) {
      return Step.done(Outcome.failed(note, answer.retryAfterMs(LIMITED_MS)));
    }
    if (answer.unclear()) {
      return Step.done(Outcome.failed(note + ", done or not"));
    }
    if (CLOCK.contains(code)) {
      return Step.wrongClock(note + ", the request's time");
    }
    boolean refused = REFUSED.contains(code) || (code.isEmpty() && answer.status() == 401);
    return Step.done(refused ? Outcome.refused(note) : Outcome.failed(note));
  }

  private static Optional<JsonNode> data(VenueAnswer answer) {
    return body(answer)
        .filter(body -> answer.ok() && Json.text(body, "code").equals("0"))
        .map(body -> body.path("data"))
        .filter(JsonNode::isArray);
  }

  private static Optional<JsonNode> body(VenueAnswer answer) {
    return Json.object(answer.body());
  }
}
