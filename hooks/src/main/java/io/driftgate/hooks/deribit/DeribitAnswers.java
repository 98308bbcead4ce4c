package io.driftgate.hooks.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Json;
import java.util.OptionalLong;

/**
 * What Deribit's answers mean; pure. Only numbers of theirs are repeated.
 *
 * @see <a href="https://docs.deribit.com/articles/errors">Error codes</a>
 */
final class DeribitAnswers {
  /** Where the venue says {@code too_many_requests} and no more. */
  private static final long LIMITED_MS = 1000;

  private static final int MS_PER_SECOND = 1000;
  private static final long LONGEST_WAIT_SECONDS = 3600;

  private DeribitAnswers() {}

  /** Of a cancel: a count of what was cancelled, which may be 0. */
  static Outcome cancelled(JsonNode answer) {
    OptionalLong count = Json.number(answer, "result");
    if (!answer.has("error") && count.isPresent() && count.getAsLong() >= 0) {
      return Outcome.delivered(count.getAsLong() + " cancelled");
    }
    return error(answer);
  }

  /** Of a method whose answer is the word {@code ok}. */
  static Outcome done(JsonNode answer) {
    return !answer.has("error") && Json.text(answer, "result").equals("ok")
        ? Outcome.delivered("armed")
        : error(answer);
  }

  /** Of {@code private/get_cancel_on_disconnect}. */
  static Outcome enabled(JsonNode answer, DeribitSettings.Scope scope) {
    JsonNode result = answer.path("result");
    boolean armed =
        !answer.has("error")
            && result.path("enabled").isBoolean()
            && result.path("enabled").booleanValue()
            && Json.text(result, "scope").equals(scope.key());
    if (armed) {
      return Outcome.delivered("armed");
    }
    return answer.has("error") ? error(answer) : Outcome.failed("not armed any more");
  }

  /** Whether a token is not, or no more, accepted. */
  static boolean tokenEnded(JsonNode answer) {
    long code = code(answer);
    return code == 13009 || code == 13010 || code == 10000;
  }

  /** Of anything that is not what was hoped for. */
  static Outcome error(JsonNode answer) {
    long code = code(answer);
    if (code == 0) {
      return Outcome.failed("an answer that is neither a result nor an error");
    }
    String note = "error " + code;
    if (code == 10028 || code == 10066 || code == 10047) {
      return Outcome.failed(note + ", too many requests", waitMs(answer));
    }
    return refuses(code) ? Outcome.refused(note) : Outcome.failed(note);
  }

  /** Permissions, keys, and requests that are wrong however often they come. */
  private static boolean refuses(long code) {
    return code == 13004 // invalid_credentials
        || code == 13011 // insufficient_scope
        || code == 13021 // forbidden
        || code == 11029 // invalid_arguments
        || code == 11050 // bad_request
        || code == -32600
        || code == -32601
        || code == -32602;
  }

  private static long waitMs(JsonNode answer) {
    OptionalLong seconds = Json.number(answer.path("error").path("data"), "wait");
    return seconds.isPresent() && seconds.getAsLong() > 0
        ? MS_PER_SECOND * Math.min(LONGEST_WAIT_SECONDS, seconds.getAsLong())
        : LIMITED_MS;
  }

  private static long code(JsonNode answer) {
    return Json.number(answer.path("error"), "code").orElse(0);
  }
}
