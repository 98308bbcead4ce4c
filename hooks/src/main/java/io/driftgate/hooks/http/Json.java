package io.driftgate.hooks.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/** Venues' JSON, read strictly: no name twice, nothing after the end, nothing deep. */
public final class Json {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER = 80;
  private static final int MAX_NAME = 128;
  private static final int MAX_STRING = 65_536;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_NAME)
                          .maxStringLength(MAX_STRING)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An object's tree; empty if it is not one JSON object. */
  public static Optional<JsonNode> object(String text) {
    return tree(text).filter(JsonNode::isObject);
  }

  /** An array's tree; empty if it is not one JSON array. */
  public static Optional<JsonNode> array(String text) {
    return tree(text).filter(JsonNode::isArray);
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // what it says is the venue's text
    }
  }

  /** A new object, whose names stay in the order in which they were put. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A new array. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** A whole number under a name; empty if it is missing or anything else. */
  public static OptionalLong number(JsonNode in, String name) {
    JsonNode value = in.path(name);
    return value.isIntegralNumber() && value.canConvertToLong()
        ? OptionalLong.of(value.longValue())
        : OptionalLong.empty();
  }

  /** A text under a name; empty if it is missing or anything else. */
  public static String text(JsonNode in, String name) {
    JsonNode value = in.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  /** Unix milliseconds that a venue writes as a text of digits; empty if it is not. */
  public static OptionalLong digits(String text) {
    boolean number =
        !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
