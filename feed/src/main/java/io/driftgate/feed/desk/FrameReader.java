package io.driftgate.feed.desk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.feed.frame.WellFormed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a desk's frame. Fields that are not known are ignored, so that newer desks can talk to an
 * older gate. Stateless, for any thread.
 */
final class FrameReader {
  /** The bound on a nonce and on a ping's id, in characters. */
  static final int MAX_NONCE = 64;

  static final int MAX_GLOBS = 64;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_TEXT = 4096;
  private static final int MAX_DIGITS = 20;
  private static final int MAX_NAME = 64;
  private static final int MAX_MESSAGE = 16_384;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_TEXT)
                          .maxNumberLength(MAX_DIGITS)
                          .maxNameLength(MAX_NAME)
                          .maxDocumentLength(MAX_MESSAGE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private FrameReader() {}

  /** Reads one message and says what it is, by exactly one call. */
  static void read(String message, Requests requests) {
    JsonNode frame;
    try {
      frame = READER.readTree(message);
    } catch (JsonProcessingException e) {
      requests.bad("not JSON, or nested, long or repeated beyond the limits");
      return;
    }
    if (!frame.isObject()) {
      requests.bad("not a JSON object");
    } else if (!frame.path("op").isTextual()) {
      requests.bad("no \"op\"");
    } else {
      read(frame.path("op").textValue(), frame, requests);
    }
  }

  private static void read(String op, JsonNode frame, Requests requests) {
    switch (op) {
      case "subscribe" -> subscribe(frame, requests);
      case "renew" -> renew(frame, requests);
      case "ack" -> ack(frame, requests);
      case "ping" -> ping(frame, requests);
      case "auth" -> auth(frame, requests);
      default -> requests.bad("unknown op; it is subscribe, renew, ack, ping or auth");
    }
  }

  private static void renew(JsonNode frame, Requests requests) {
    if (isShortText(frame.path("nonce"))) {
      requests.renew(frame.path("nonce").textValue());
    } else {
      requests.bad("renew: \"nonce\" must be text of at most 64 characters");
    }
  }

  private static void ack(JsonNode frame, Requests requests) {
    if (!frame.path("market").isTextual()) {
      requests.bad("ack: \"market\" must be text");
    } else if (!isCount(frame.path("version"))) {
      requests.bad("ack: \"version\" must be a whole number of at least 0");
    } else {
      requests.ack(frame.path("market").textValue(), frame.path("version").longValue());
    }
  }

  private static void ping(JsonNode frame, Requests requests) {
    JsonNode id = frame.path("id");
    if (id.isMissingNode()) {
      requests.ping(Optional.empty());
    } else if (isShortText(id)) {
      requests.ping(Optional.of(id.textValue()));
    } else {
      requests.bad("ping: \"id\" must be text of at most 64 characters");
    }
  }

  private static void auth(JsonNode frame, Requests requests) {
    if (frame.path("token").isTextual()) {
      requests.auth(frame.path("token").textValue());
    } else {
      requests.bad("auth: \"token\" must be text");
    }
  }

  private static void subscribe(JsonNode frame, Requests requests) {
    Optional<String> mistake = mistakeInSubscribe(frame);
    if (mistake.isPresent()) {
      requests.bad("subscribe: " + mistake.get());
      return;
    }
    Set<FeedStream> streams = EnumSet.noneOf(FeedStream.class);
    for (String name : texts(frame.path("streams"), "gate")) {
      Optional<FeedStream> stream = FeedStream.of(name);
      if (stream.isEmpty()) {
        requests.refuse("unknown_stream", "streams are gate, chains, nodes and drift");
        return;
      }
      streams.add(stream.get());
    }
    MarketGlobs markets = new MarketGlobs(texts(frame.path("markets"), "*"));
    Audience audience = frame.path("signed").booleanValue() ? Audience.SIGNED : Audience.UNSIGNED;
    requests.subscribe(new Subscription(markets, streams, audience), since(frame.path("since")));
  }

  private static Optional<Since> since(JsonNode since) {
    return since.isMissingNode()
        ? Optional.empty()
        : Optional.of(new Since(since.path("epoch").longValue(), since.path("seq").longValue()));
  }

  private static Optional<String> mistakeInSubscribe(JsonNode frame) {
    if (!isAbsentOr(frame.path("markets"), FrameReader::isGlobs)) {
      return Optional.of("\"markets\" must be at most 64 globs of A-Z a-z 0-9 . _ - *");
    }
    if (!isAbsentOr(frame.path("streams"), FrameReader::isTexts)) {
      return Optional.of("\"streams\" must be an array of at most 64 texts");
    }
    if (!isAbsentOr(frame.path("signed"), JsonNode::isBoolean)) {
      return Optional.of("\"signed\" must be true or false");
    }
    if (!isAbsentOr(frame.path("since"), FrameReader::isSince)) {
      return Optional.of("\"since\" must be {\"epoch\":…,\"seq\":…}, whole numbers");
    }
    return Optional.empty();
  }

  private static boolean isAbsentOr(JsonNode value, Predicate<JsonNode> right) {
    return value.isMissingNode() || right.test(value);
  }

  private static boolean isTexts(JsonNode value) {
    return value.isArray() && value.size() <= MAX_GLOBS && all(value, JsonNode::isTextual);
  }

  private static boolean isGlobs(JsonNode value) {
    return isTexts(value) && all(value, glob -> MarketGlobs.isGlob(glob.textValue()));
  }

  private static boolean isSince(JsonNode value) {
    return value.isObject() && isCount(value.path("epoch")) && isCount(value.path("seq"));
  }

  private static boolean isCount(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0;
  }

  private static boolean isShortText(JsonNode value) {
    return value.isTextual()
        && value.textValue().length() <= MAX_NONCE
        && WellFormed.is(value.textValue());
  }

  private static boolean all(JsonNode values, Predicate<JsonNode> right) {
    for (JsonNode value : values) {
      if (!right.test(value)) {
        return false;
      }
    }
    return true;
  }

  private static List<String> texts(JsonNode values, String absent) {
    if (values.isMissingNode()) {
      return List.of(absent);
    }
    List<String> texts = new ArrayList<>(values.size());
    values.forEach(value -> texts.add(value.textValue()));
    return texts;
  }
}
