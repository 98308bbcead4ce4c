package io.driftgate.client.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A JSON object's fields, each of one type and within one range, or it is {@link Wrong}. */
final class Fields {
  private static final Pattern MARKET = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern WORD = Pattern.compile("[A-Z0-9_]{1,32}");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");
  private static final long MAX_LEASE_MS = 60_000;

  private final JsonNode node;

  Fields(JsonNode node) throws Wrong {
    this.node = node;
    if (!node.isObject()) {
      throw new Wrong("an object");
    }
  }

  /** A field is not what it must be. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String must) {
      super("must be " + must, null, false, false);
    }
  }

  String text(String name) throws Wrong {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new Wrong("text: " + name);
    }
    return value.textValue();
  }

  private String matching(Pattern pattern, String name, String what) throws Wrong {
    String text = text(name);
    if (!pattern.matcher(text).matches()) {
      throw new Wrong(what + ": " + name);
    }
    return text;
  }

  String market(String name) throws Wrong {
    return matching(MARKET, name, "a market id");
  }

  /** A state, known or not. */
  String word(String name) throws Wrong {
    return matching(WORD, name, "a word in capitals");
  }

  String hash(String name) throws Wrong {
    return matching(HASH, name, "0x and 64 hexadecimal digits");
  }

  boolean flag(String name) throws Wrong {
    JsonNode value = node.path(name);
    if (!value.isBoolean()) {
      throw new Wrong("true or false: " + name);
    }
    return value.booleanValue();
  }

  /** A whole number of at least 0. */
  long count(String name) throws Wrong {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new Wrong("a whole number of at least 0: " + name);
    }
    return value.longValue();
  }

  /** A lease in milliseconds. */
  long lease(String name) throws Wrong {
    long leaseMs = count(name);
    if (leaseMs < 1 || leaseMs > MAX_LEASE_MS) {
      throw new Wrong("1 to 60000 milliseconds: " + name);
    }
    return leaseMs;
  }

  Fields object(String name) throws Wrong {
    return new Fields(node.path(name));
  }

  List<Fields> objects(String name, int max) throws Wrong {
    JsonNode array = node.path(name);
    if (!array.isArray() || array.size() > max) {
      throw new Wrong("an array of at most " + max + ": " + name);
    }
    List<Fields> objects = new ArrayList<>(array.size());
    for (JsonNode item : array) {
      objects.add(new Fields(item));
    }
    return objects;
  }
}
