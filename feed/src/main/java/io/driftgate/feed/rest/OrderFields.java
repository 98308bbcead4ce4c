package io.driftgate.feed.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.feed.frame.ProblemJson.Mistake;
import io.driftgate.feed.frame.WellFormed;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields of an order: a JSON object that has nothing that is not asked for. Collects all
 * mistakes; what was wrong reads as absent.
 */
final class OrderFields {
  static final int MAX_BODY = 16_384;
  private static final int MAX_DEPTH = 4;
  private static final int MAX_DIGITS = 20;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_DIGITS)
                          .maxDocumentLength(MAX_BODY)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final JsonNode body;
  private final List<Mistake> mistakes = new ArrayList<>();

  private OrderFields(JsonNode body) {
    this.body = body;
  }

  /** Empty for what is no JSON object. */
  static Optional<OrderFields> read(byte[] utf8) {
    try {
      JsonNode body = READER.readTree(utf8);
      return body.isObject() ? Optional.of(new OrderFields(body)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Of a query, all texts. */
  static OrderFields of(MultiMap query) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    query.forEach(body::put);
    return new OrderFields(body);
  }

  List<Mistake> mistakes() {
    return mistakes;
  }

  boolean has(String name) {
    return body.has(name);
  }

  void wrong(String name, String right) {
    mistakes.add(new Mistake("#/" + name, "'" + name + "' " + right));
  }

  /** Each other field is a mistake: one that is misspelt would go unheard. */
  void onlyThese(Set<String> known) {
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        String shown = Problem.echo(name);
        String all = known.stream().sorted().collect(Collectors.joining(", "));
        mistakes.add(new Mistake("#/" + shown, "'" + shown + "' is not known; there are " + all));
      }
    }
  }

  /** Text of a line that has to be there. */
  Optional<String> line(String name, int maxLength) {
    JsonNode value = body.path(name);
    String text = value.isTextual() ? value.textValue().strip() : "";
    boolean right =
        !text.isEmpty()
            && text.length() <= maxLength
            && WellFormed.is(text)
            && text.chars().noneMatch(Character::isISOControl);
    if (!right) {
      wrong(name, "must be one line of text, of 1 to " + maxLength + " characters");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** One of an enum's names; empty when it is absent, too. */
  <E extends Enum<E>> Optional<E> choice(String name, E[] choices) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    Optional<E> chosen =
        Arrays.stream(choices).filter(one -> one.name().equals(value.textValue())).findFirst();
    if (chosen.isEmpty()) {
      String all = Arrays.stream(choices).map(Enum::name).collect(Collectors.joining(", "));
      wrong(name, "must be one of " + all);
    }
    return chosen;
  }

  /** Whether it is there and true; a query's text counts, too. */
  boolean flag(String name) {
    JsonNode value = body.path(name);
    String text = value.asText();
    boolean right = text.equals("true") || text.equals("false");
    if (has(name) && !right) {
      wrong(name, "must be true or false");
    }
    return text.equals("true");
  }

  /** A whole number; empty when it is absent, too. */
  OptionalLong whole(String name, long min, long max, String right) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      wrong(name, right);
      return OptionalLong.empty();
    }
    return OptionalLong.of(value.longValue());
  }
}
