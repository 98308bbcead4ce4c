package io.driftgate.simulator.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** JSON-RPC 2.0 of one node: single calls, batches, notifications; bytes in, bytes out. */
final class RpcDesk {
  /** Longer requests are refused before they are read. */
  static final int MAX_REQUEST_BYTES = 128 * 1024;

  private static final int MAX_BATCH = 100;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_DIGITS = 80;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_DIGITS)
                          .maxStringLength(MAX_REQUEST_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final RpcMethods methods;

  RpcDesk(RpcMethods methods) {
    this.methods = methods;
  }

  /** The response's bytes; empty if nothing in the request wants one. */
  Optional<byte[]> answer(byte[] request, Subscriptions subscriptions) {
    return read(request)
        .map(json -> json.isArray() ? batch(json, subscriptions) : single(json, subscriptions))
        .orElseGet(() -> Optional.of(Outcome.noJson().response(NullNode.instance)))
        .map(RpcDesk::write);
  }

  static byte[] write(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a JSON tree can always be written", e);
    }
  }

  private Optional<JsonNode> batch(JsonNode calls, Subscriptions subscriptions) {
    if (calls.isEmpty() || calls.size() > MAX_BATCH) {
      String why = calls.isEmpty() ? "empty batch" : "batch too large";
      return Optional.of(Outcome.invalidRequest(why).response(NullNode.instance));
    }
    ArrayNode responses = JsonNodeFactory.instance.arrayNode();
    calls.forEach(call -> single(call, subscriptions).ifPresent(responses::add));
    return responses.isEmpty() ? Optional.empty() : Optional.of(responses);
  }

  private Optional<JsonNode> single(JsonNode call, Subscriptions subscriptions) {
    JsonNode id = call.path("id");
    boolean validId = id.isMissingNode() || id.isTextual() || id.isNumber() || id.isNull();
    if (!call.path("jsonrpc").asText().equals("2.0")
        || !call.path("method").isTextual()
        || !validId) {
      return Optional.of(Outcome.invalidRequest("invalid request").response(NullNode.instance));
    }
    Outcome outcome = call(call, subscriptions);
    return id.isMissingNode() ? Optional.empty() : Optional.of(outcome.response(id));
  }

  private Outcome call(JsonNode call, Subscriptions subscriptions) {
    JsonNode given = call.path("params");
    JsonNode params = given.isMissingNode() || given.isNull() ? empty() : given;
    return params.isArray()
        ? methods.call(call.get("method").textValue(), params, subscriptions)
        : Outcome.invalidParams("non-array args");
  }

  private static JsonNode empty() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static Optional<JsonNode> read(byte[] request) {
    try {
      return Optional.ofNullable(JSON.readTree(request)).filter(json -> !json.isMissingNode());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
