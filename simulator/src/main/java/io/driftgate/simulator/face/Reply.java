package io.driftgate.simulator.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What a call came to.
 *
 * @param member {@code result} or {@code error}
 */
public record Reply(String member, JsonNode content) {
  private static final int NO_METHOD = -32601;

  /** A result. */
  public static Reply of(JsonNode result) {
    return new Reply("result", result);
  }

  /** A result that is a string. */
  public static Reply of(String result) {
    return of(TextNode.valueOf(result));
  }

  /** A result that is a number. */
  public static Reply of(long result) {
    return of(LongNode.valueOf(result));
  }

  /** An error. */
  public static Reply error(int code, String message) {
    return new Reply(
        "error", JsonNodeFactory.instance.objectNode().put("code", code).put("message", message));
  }

  /** There is no such method. */
  public static Reply noMethod() {
    return error(NO_METHOD, "Method not found");
  }

  ObjectNode response(JsonNode id) {
    ObjectNode response = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    response.set(member, content);
    response.set("id", id);
    return response;
  }
}
