package io.driftgate.collector.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What can become of a good JSON document. */
public final class Mutants {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** No field that is read may be any of these. */
  private static final List<String> NEVER =
      List.of(
          "null",
          "true",
          "\"\"",
          "\"s3cret\"",
          "-1",
          "1.5",
          "1e3",
          "9223372036854775808",
          "99999999999999999999999999",
          "[]",
          "[[1]]");

  private Mutants() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Each of the fields missing, of another type, negative, or too large; by what was done. */
  public static Map<String, byte[]> ofFields(String good, String... pointers) {
    Map<String, byte[]> mutants = new LinkedHashMap<>();
    for (String pointer : pointers) {
      mutants.put(pointer + " missing", without(good, pointer));
      NEVER.forEach(value -> mutants.put(pointer + " = " + value, with(good, pointer, value)));
    }
    return mutants;
  }

  /** The same document without one field. */
  public static byte[] without(String good, String pointer) {
    JsonNode root = tree(good);
    parent(root, pointer).remove(name(pointer));
    return bytes(root.toString());
  }

  /** The same document with another value at one place. */
  public static byte[] with(String good, String pointer, String value) {
    JsonNode root = tree(good);
    parent(root, pointer).set(name(pointer), tree(value));
    return bytes(root.toString());
  }

  private static ObjectNode parent(JsonNode root, String pointer) {
    JsonNode parent = root.at(JsonPointer.compile(pointer).head());
    if (!parent.isObject() || !parent.has(name(pointer))) {
      throw new AssertionError("there is no " + pointer);
    }
    return (ObjectNode) parent;
  }

  private static String name(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  /** Cut off at every length; each name twice; what is no JSON at all; too deep, too long. */
  public static Stream<byte[]> ofBytes(String good) {
    Stream<byte[]> cut = IntStream.range(0, good.length()).mapToObj(n -> bytes(cut(good, n)));
    Stream<byte[]> other =
        Stream.of(
                "<!doctype html><html></html>",
                "\uFEFF" + good,
                good + "x",
                good + good,
                "[]",
                "{}",
                "[1]",
                "[[]]",
                "\"ok\"",
                "null",
                "[".repeat(10_000),
                "{\"a\":".repeat(10_000),
                "[{\"id\":1" + "0".repeat(1_000_000) + "}]",
                "[{\"" + "n".repeat(100_000) + "\":1}]",
                good.replace("\"id\":", "\"id\":9"),
                good.replace("\"id\":", "\"id\":-"),
                good.replace("\"id\":", "\"other\":"))
            .map(Mutants::bytes);
    return Stream.of(cut, twice(good), other).flatMap(s -> s);
  }

  private static String cut(String good, int length) {
    return good.substring(0, length);
  }

  private static Stream<byte[]> twice(String good) {
    Matcher name = Pattern.compile("\"[A-Za-z_0-9]+\":").matcher(good);
    return name.results()
        .map(found -> good.substring(0, found.end()) + "1," + good.substring(found.start()))
        .map(Mutants::bytes);
  }

  /** Bytes changed at random, and cut off; the same ones each time. */
  public static Stream<byte[]> ofChance(String good, int count) {
    Random chance = new Random(7);
    byte[] body = bytes(good);
    return IntStream.range(0, count).mapToObj(round -> changed(body, chance));
  }

  private static byte[] changed(byte[] good, Random chance) {
    int length = chance.nextInt(4) == 0 ? 1 + chance.nextInt(good.length) : good.length;
    byte[] body = Arrays.copyOf(good, length);
    for (int i = chance.nextInt(4); i >= 0; i--) {
      body[chance.nextInt(length)] = (byte) chance.nextInt(256);
    }
    return body;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
