package io.driftgate.collector.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.Hash;
import java.util.Optional;

/**
 * An object's fields, each read as what it must be. What is missing, null or of another type is
 * MALFORMED, and the message names the field.
 */
public final class Fields {
  private static final int MAX_DIGITS = 18;
  private static final int HASH_DIGITS = 64;

  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /**
   * Takes an object.
   *
   * @param what it is called in messages
   */
  public static Fields of(JsonNode node, String what) throws DefectException {
    if (!node.isObject()) {
      throw DefectException.malformed(what + " is not an object");
    }
    return new Fields(node, what);
  }

  /** Whether a field is there and not null. */
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** A field's value, whatever it is. */
  public JsonNode any(String name) throws DefectException {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      throw DefectException.malformed(path + " has no " + name);
    }
    return value;
  }

  /** An object. */
  public Fields object(String name) throws DefectException {
    return of(any(name), path + "." + name);
  }

  /** A string. */
  public String text(String name) throws DefectException {
    JsonNode value = any(name);
    if (!value.isTextual()) {
      throw wrong(name, "a string");
    }
    return value.textValue();
  }

  /** True or false. */
  public boolean flag(String name) throws DefectException {
    JsonNode value = any(name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  /** A whole number from 0 to 2^63 − 1, as a JSON number. */
  public long number(String name) throws DefectException {
    JsonNode value = any(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw wrong(name, "a whole number from 0 to 2^63 − 1");
    }
    return value.longValue();
  }

  /** A whole number of at most 18 digits, as a decimal string. */
  public long decimal(String name) throws DefectException {
    String text = text(name);
    boolean shaped =
        !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!shaped) {
      throw wrong(name, "a decimal string of at most " + MAX_DIGITS + " digits");
    }
    return Long.parseLong(text);
  }

  /** 32 bytes as hex digits, after {@code prefix}. */
  public Hash hash(String name, String prefix) throws DefectException {
    return parsed(text(name), prefix)
        .orElseThrow(() -> wrong(name, prefix + " and " + HASH_DIGITS + " hex digits"));
  }

  private static Optional<Hash> parsed(String text, String prefix) {
    boolean shaped =
        text.length() == prefix.length() + HASH_DIGITS
            && text.startsWith(prefix)
            && text.chars()
                .skip(prefix.length())
                .allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    return shaped
        ? Optional.of(Hash.parse("0x" + text.substring(prefix.length())))
        : Optional.empty();
  }

  /** What to throw for a field that is not what it must be. */
  public DefectException wrong(String name, String mustBe) {
    return DefectException.malformed(path + "." + name + " is not " + mustBe);
  }
}
