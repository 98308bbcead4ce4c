package io.driftgate.simulator.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What a call came to: a result or an error (JSON-RPC 2.0, section 5).
 *
 * @param member {@code result} or {@code error}
 */
record Outcome(String member, JsonNode content) {
  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;
  private static final int LIMIT_EXCEEDED = -32005;

  static Outcome result(JsonNode result) {
    return new Outcome("result", result);
  }

  static Outcome text(String result) {
    return result(TextNode.valueOf(result));
  }

  static Outcome quantity(long value) {
    return text("0x" + Long.toHexString(value));
  }

  static Outcome noJson() {
    return error(PARSE_ERROR, "parse error");
  }

  static Outcome invalidRequest(String message) {
    return error(INVALID_REQUEST, message);
  }

  static Outcome noMethod(String method) {
    return error(METHOD_NOT_FOUND, "the method " + method + " does not exist/is not available");
  }

  static Outcome noNotifications() {
    return error(METHOD_NOT_FOUND, "notifications not supported");
  }

  static Outcome invalidParams(String message) {
    return error(INVALID_PARAMS, message);
  }

  static Outcome limitExceeded(String message) {
    return error(LIMIT_EXCEEDED, message);
  }

  ObjectNode response(JsonNode id) {
    ObjectNode response = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    response.set("id", id);
    response.set(member, content);
    return response;
  }

  private static Outcome error(int code, String message) {
    return new Outcome(
        "error", JsonNodeFactory.instance.objectNode().put("code", code).put("message", message));
  }
}
