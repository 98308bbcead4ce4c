package io.driftgate.collector.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.FailureKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** JSON-RPC 2.0 with small answers: requests to text, and answers to trees. */
public final class JsonRpc {
  /** "Limit exceeded" of EIP-1474, and the status that some providers repeat inside the body. */
  private static final Set<Long> RATE_LIMIT_CODES = Set.of(-32_005L, 429L);

  private JsonRpc() {}

  /**
   * One request.
   *
   * @param params JSON of an array or an object
   */
  public static String request(long id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":"
        + params
        + "}";
  }

  /**
   * The answers to a batch whose ids count up from {@code firstId}, in the order of the ids. A
   * single object stands for the whole batch: it is how a server refuses one.
   */
  public static List<JsonNode> batch(byte[] body, long firstId, int count) throws DefectException {
    JsonNode all = Json.tree(body);
    if (all.isObject()) {
      throw all.has("error")
          ? refused(all, "the batch")
          : DefectException.malformed("one answer to a batch");
    }
    if (all.size() != count) {
      throw DefectException.malformed(all.size() + " answers to " + count + " questions");
    }
    List<JsonNode> answers = new ArrayList<>(Collections.nCopies(count, NullNode.instance));
    for (JsonNode answer : all) {
      long place = idOf(answer) - firstId;
      if (place < 0 || place >= count) {
        throw DefectException.malformed("an answer with an id that was not asked");
      }
      if (!answers.set((int) place, answer).isNull()) {
        throw DefectException.malformed("two answers with one id");
      }
    }
    return answers;
  }

  /** The answer to one request. */
  public static JsonNode one(byte[] body, long id) throws DefectException {
    JsonNode answer = Json.tree(body);
    boolean anonymous = answer.isObject() && !answer.hasNonNull("id") && answer.has("error");
    if (!anonymous && idOf(answer) != id) {
      throw DefectException.malformed("an answer with an id that was not asked");
    }
    return answer;
  }

  private static long idOf(JsonNode answer) throws DefectException {
    return Fields.of(answer, "an answer").number("id");
  }

  /** Whether an answer is an error. */
  public static boolean isError(JsonNode answer) {
    return answer.hasNonNull("error");
  }

  /**
   * An answer's result; JSON null where it is that.
   *
   * @param what was asked, for messages
   */
  public static JsonNode result(JsonNode answer, String what) throws DefectException {
    if (isError(answer)) {
      throw refused(answer, what);
    }
    JsonNode result = answer.get("result");
    if (result == null) {
      throw DefectException.malformed(what + " was answered with neither a result nor an error");
    }
    return result;
  }

  /** An error's code; the node's own message is left out. */
  public static long errorCode(JsonNode answer) throws DefectException {
    JsonNode code = Fields.of(answer, "an answer").object("error").any("code");
    if (!code.isIntegralNumber() || !code.canConvertToLong()) {
      throw DefectException.malformed("an error's code is not a whole number");
    }
    return code.longValue();
  }

  private static DefectException refused(JsonNode answer, String what) throws DefectException {
    long code = errorCode(answer);
    FailureKind kind =
        RATE_LIMIT_CODES.contains(code) ? FailureKind.RATE_LIMITED : FailureKind.RPC_ERROR;
    return new DefectException(kind, what + " was answered with error " + code);
  }
}
