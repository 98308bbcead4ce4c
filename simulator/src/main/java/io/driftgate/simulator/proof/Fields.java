package io.driftgate.simulator.proof;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of a trace: a time, a word, and named values in the order in which they were put. */
final class Fields {
  private final long atNanos;
  private final String word;
  private final Map<String, String> values = new LinkedHashMap<>();

  Fields(long atNanos, String word) {
    this.atNanos = atNanos;
    this.word = word;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException for what is none
   */
  static Fields parse(String line) {
    String[] parts = line.trim().split(" +", -1);
    if (parts.length < 2) {
      throw new IllegalArgumentException("a line is a time, a word and values");
    }
    Fields fields = new Fields(Long.parseLong(parts[0]), parts[1]);
    for (int i = 2; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + parts[i] + "' is no name=value");
      }
      fields.values.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
    }
    return fields;
  }

  long atNanos() {
    return atNanos;
  }

  String word() {
    return word;
  }

  Fields put(String name, Object value) {
    values.put(name, URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8));
    return this;
  }

  Fields put(String name, Stamp stamp) {
    values.put(name, stamp.nanos() + "," + stamp.wallMs());
    return this;
  }

  Fields put(String name, BlockRef block) {
    values.put(name, block.isPresent() ? block.height() + "," + block.hash() : "-");
    return this;
  }

  Fields put(Head head) {
    put("height", head.height()).put("hash", head.hash()).put("parent", head.parentHash());
    return put("root", head.stateRoot()).put("timestamp", head.timestampMs());
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + word + "' needs " + name + "=");
    }
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  long number(String name) {
    return Long.parseLong(text(name));
  }

  boolean truth(String name) {
    return Boolean.parseBoolean(text(name));
  }

  NodeId node() {
    return new NodeId(text("node"));
  }

  Stamp stamp(String name) {
    String[] parts = text(name).split(",", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(name + " is nanos,wallMs");
    }
    return new Stamp(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }

  BlockRef block(String name) {
    String value = text(name);
    int comma = value.indexOf(',');
    return comma < 0
        ? BlockRef.NONE
        : new BlockRef(
            Long.parseLong(value.substring(0, comma)), Hash.parse(value.substring(comma + 1)));
  }

  Head head() {
    return new Head(
        number("height"),
        Hash.parse(text("hash")),
        Hash.parse(text("parent")),
        Hash.parse(text("root")),
        number("timestamp"));
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add(Long.toString(atNanos));
    parts.add(word);
    values.forEach((name, value) -> parts.add(name + "=" + value));
    return String.join(" ", parts);
  }
}
