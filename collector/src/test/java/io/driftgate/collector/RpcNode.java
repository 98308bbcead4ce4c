package io.driftgate.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A node that speaks JSON-RPC, alone or in batches. */
public abstract class RpcNode implements GoodNode {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The result, as JSON. */
  protected abstract String result(String method, JsonNode params, Sight sight);

  @Override
  public final String answer(String target, String body, Sight sight) {
    JsonNode asked = tree(body);
    return asked.isObject()
        ? item(asked, sight)
        : StreamSupport.stream(asked.spliterator(), false)
            .map(one -> item(one, sight))
            .collect(Collectors.joining(",", "[", "]"));
  }

  private String item(JsonNode asked, Sight sight) {
    String result = result(asked.path("method").asText(), asked.path("params"), sight);
    return "{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id") + ",\"result\":" + result + "}";
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
