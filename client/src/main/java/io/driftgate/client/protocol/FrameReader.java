package io.driftgate.client.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a gate's frames. Unknown fields and unknown types are ignored, so that an older desk can
 * talk to a newer gate; whatever else is not as it must be makes the frame {@link Frame.Broken}.
 * Immutable, for any thread.
 */
public final class FrameReader {
  /** The longest message that is read, in characters. */
  public static final int MAX_MESSAGE = 4 << 20;

  static final int MAX_MARKETS = 10_000;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_TEXT = 65_536;
  private static final int MAX_NUMBER = 400;
  private static final int MAX_NAME = 256;
  private static final Set<String> SIGNED = Set.of("snapshot", "transition", "confirmed");

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_TEXT)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_NAME)
                          .maxDocumentLength(MAX_MESSAGE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final GateKeys keys;

  /**
   * A reader.
   *
   * @param keys by which gate frames must be signed; empty if nothing is signed
   */
  public FrameReader(GateKeys keys) {
    this.keys = keys;
  }

  /** Whether frames are to be signed. */
  boolean signed() {
    return !keys.isEmpty();
  }

  /** Reads one text message. Never throws. */
  public Frame read(String message) {
    if (message.length() > MAX_MESSAGE) {
      return broken("longer than 4 MiB");
    }
    if (!signed() || message.startsWith("{")) {
      return parse(message, false);
    }
    int line = message.indexOf('\n');
    if (line < 0 || !keys.verify(message.substring(0, line), message.substring(line + 1))) {
      return new Frame.Broken(true, "not signed by a key that is pinned");
    }
    return parse(message.substring(line + 1), true);
  }

  private Frame parse(String text, boolean verified) {
    try {
      Fields fields = new Fields(READER.readTree(text));
      String type = fields.text("type");
      if (signed() && !verified && SIGNED.contains(type)) {
        return new Frame.Broken(true, "a " + type + " without signature");
      }
      return frame(type, fields);
    } catch (JsonProcessingException e) {
      return broken("not JSON, or nested, long or repeated beyond the limits");
    } catch (Fields.Wrong e) {
      return broken(e.getMessage());
    }
  }

  private static Frame.Broken broken(String reason) {
    return new Frame.Broken(false, reason);
  }

  private static Frame frame(String type, Fields fields) throws Fields.Wrong {
    return switch (type) {
      case "hello" -> hello(fields);
      case "snapshot" -> snapshot(fields);
      case "transition" -> transition(fields);
      case "lease" ->
          new Frame.Lease(
              fields.count("epoch"),
              fields.count("seq"),
              fields.lease("leaseMs"),
              fields.text("nonce"),
              fields.hash("viewHash"));
      case "confirmed" ->
          new Frame.Confirmed(
              fields.count("epoch"),
              fields.count("seq"),
              fields.market("market"),
              fields.count("version"),
              fields.count("afterMs"),
              fields.count("acknowledged"),
              fields.count("expired"));
      case "heartbeat" -> new Frame.Heartbeat(fields.count("epoch"), fields.count("seq"));
      case "error" -> new Frame.Refused(fields.text("code"));
      default -> new Frame.Other();
    };
  }

  private static Frame hello(Fields fields) throws Fields.Wrong {
    if (!fields.text("protocol").equals("driftgate.v1")) {
      return broken("hello: another protocol than driftgate.v1");
    }
    return new Frame.Hello(fields.count("epoch"), fields.lease("leaseMs"));
  }

  private static Frame transition(Fields fields) throws Fields.Wrong {
    return new Frame.Transition(
        fields.count("epoch"),
        fields.count("seq"),
        fields.market("market"),
        fields.count("version"),
        fields.object("quotes").word("to"),
        fields.object("liquidations").word("to"),
        fields.hash("rowHash"));
  }

  private static Frame snapshot(Fields fields) throws Fields.Wrong {
    List<Fields> items = fields.objects("markets", MAX_MARKETS);
    List<Row> rows = new ArrayList<>(items.size());
    Set<String> seen = new HashSet<>();
    for (Fields item : items) {
      Row row =
          Row.of(
              item.market("id"),
              item.count("version"),
              item.word("quotes"),
              item.word("liquidations"),
              item.object("onUnknown").flag("pauseLiquidations"));
      if (!seen.add(row.market())) {
        return broken("snapshot: a market twice");
      }
      if (!row.hasHash(item.hash("rowHash"))) {
        return broken("snapshot: a row hash that its row does not have");
      }
      rows.add(row);
    }
    if (!Table.viewHash(rows).equals(fields.hash("viewHash"))) {
      return broken("snapshot: a view hash that its rows do not have");
    }
    return new Frame.Snapshot(fields.count("epoch"), fields.count("seq"), List.copyOf(rows));
  }
}
