package io.driftgate.hooks.bybit;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.Step;
import io.driftgate.hooks.http.Step.Done;
import io.driftgate.hooks.http.VenueAnswer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Bybit's answers mean; pure. A {@code retCode} of 0 says that a request was taken, not that
 * it was carried out.
 *
 * @see <a href="https://bybit-exchange.github.io/docs/v5/error">Error Codes</a>
 */
final class BybitAnswers {
  private static final long LIMITED_MS = 1000;

  /** An address that asks too often is kept out for as long. */
  private static final long KEPT_OUT_MS = 600_000;

  private BybitAnswers() {}

  /** Whether a request was taken; otherwise see {@link #error}. */
  static boolean taken(VenueAnswer answer) {
    return result(answer).isPresent();
  }

  /** Of a window, whose answer is a code and no more. */
  static Done armed(VenueAnswer answer) {
    return good(answer).isPresent() ? Step.done(Outcome.delivered("armed")) : error(answer);
  }

  /** Whether none is open; empty: this does not say. */
  static Optional<Boolean> noneOpen(VenueAnswer answer) {
    return result(answer)
        .map(result -> result.path("list"))
        .filter(JsonNode::isArray)
        .map(JsonNode::isEmpty);
  }

  /** Unix milliseconds. */
  static OptionalLong timeMs(VenueAnswer answer) {
    return Json.object(answer.ok() ? answer.body() : "")
        .map(body -> Json.number(body, "time"))
        .orElse(OptionalLong.empty());
  }

  /** Of anything that is not what was hoped for. */
  static Done error(VenueAnswer answer) {
    long code = Json.object(answer.body()).map(b -> Json.number(b, "retCode").orElse(0)).orElse(0L);
    String note = "status " + answer.status() + ", retCode " + code;
    if (answer.status() == 403 && code == 0) {
      return Step.done(Outcome.failed(note, answer.retryAfterMs(KEPT_OUT_MS)));
    }
    if (answer.limited() || code == 10006 || code == 10018) {
      return Step.done(Outcome.failed(note, answer.retryAfterMs(LIMITED_MS)));
    }
    if (answer.unclear()) {
      return Step.done(Outcome.failed(note + ", done or not"));
    }
    if (code == 10002) {
      return Step.wrongClock(note + ", the request's time");
    }
    return Step.done(refuses(answer, code) ? Outcome.refused(note) : Outcome.failed(note));
  }

  /** Keys, signatures, permissions, and parameters that are wrong however often they come. */
  private static boolean refuses(VenueAnswer answer, long code) {
    return answer.status() == 401
        || code == 10001 // a parameter
        || code == 10003 // the key
        || code == 10004 // the signature
        || code == 10005 // the permission
        || code == 10007 // authentication
        || code == 10010 // the address
        || code == 33004; // the key has expired
  }

  private static Optional<JsonNode> result(VenueAnswer answer) {
    return good(answer).map(body -> body.path("result")).filter(JsonNode::isObject);
  }

  private static Optional<JsonNode> good(VenueAnswer answer) {
    return Json.object(answer.ok() ? answer.body() : "")
        .filter(body -> Json.number(body, "retCode").orElse(-1) == 0);
  }
}
