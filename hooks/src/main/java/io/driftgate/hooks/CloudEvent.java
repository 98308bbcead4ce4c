package io.driftgate.hooks;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * The bodies: CloudEvents 1.0, structured JSON (interfaces §5). Of the same delivery the bytes
 * differ in {@code data.validUntilMs} and, of a renewal, {@code id} alone. Stateless, any thread.
 *
 * <pre>{@code
 * {"specversion":"1.0","id":…,"source":"driftgate/HOOK","type":"io.driftgate.market.transition",
 *  "subject":MARKET,"time":RFC 3339,"datacontenttype":"application/json",
 *  "events":"withdraw,pause","restricts":true,
 *  "data":{…the feed's transition…,"validUntilMs":…}}
 * }</pre>
 */
public final class CloudEvent {
  /** Of every event, until there are others. */
  public static final String TYPE = "io.driftgate.market.transition";

  /** What a request says its body is. */
  public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = MAPPER.getFactory();
  private static final String SOURCE = "driftgate/";
  private static final int TYPICAL_BYTES = 1_536;

  private CloudEvent() {}

  /** The body of a message. */
  public static byte[] of(Message message) {
    Delivery delivery = message.delivery();
    ByteArrayBuilder out = new ByteArrayBuilder(TYPICAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("specversion", "1.0");
      json.writeStringField("id", message.id());
      json.writeStringField("source", SOURCE + delivery.hook());
      json.writeStringField("type", TYPE);
      json.writeStringField("subject", delivery.market().value());
      json.writeStringField("time", Instant.ofEpochMilli(delivery.wallMs()).toString());
      json.writeStringField("datacontenttype", "application/json");
      json.writeStringField("events", keys(delivery.events()));
      json.writeBooleanField("restricts", delivery.restricts());
      ObjectNode data = (ObjectNode) MAPPER.readTree(delivery.data());
      message.validUntilMs().ifPresent(until -> data.put("validUntilMs", until));
      json.writeFieldName("data");
      MAPPER.writeTree(json, data);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written to", e);
    }
    return out.toByteArray();
  }

  /** Their keys, with commas, in the order of the enum. */
  public static String keys(Set<HookEvent> events) {
    StringBuilder keys = new StringBuilder();
    for (HookEvent event : EnumSet.copyOf(events)) {
      keys.append(keys.isEmpty() ? "" : ",").append(event.key());
    }
    return keys.toString();
  }

  /**
   * The delivery that a body tells of; for what was kept over a restart.
   *
   * @throws IOException if it is none of ours
   */
  public static Delivery read(byte[] body) throws IOException {
    JsonNode event = MAPPER.readTree(body);
    JsonNode data = event.path("data");
    try {
      return new Delivery(
          event.path("id").asText(),
          event.path("source").asText().substring(SOURCE.length()),
          new MarketId(event.path("subject").asText()),
          data.path("epoch").asLong(),
          data.path("seq").asLong(),
          data.path("version").asLong(),
          Instant.parse(event.path("time").asText()).toEpochMilli(),
          Quotes.valueOf(data.path("quotes").path("to").asText()),
          Liquidations.valueOf(data.path("liquidations").path("to").asText()),
          HookEvent.ofKeys(event.path("events").asText()),
          event.path("restricts").asBoolean(true),
          MAPPER.writeValueAsBytes(data));
    } catch (RuntimeException e) {
      throw new IOException("this is no delivery of ours", e);
    }
  }
}
