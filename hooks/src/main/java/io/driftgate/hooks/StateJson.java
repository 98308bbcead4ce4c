package io.driftgate.hooks;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.driftgate.core.view.MarketRow;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The {@code data} of what tells how a market is: like a transition's, with {@code "type":"state"},
 * and nothing known of what was before. Stateless, any thread.
 */
public final class StateJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private StateJson() {}

  /**
   * Of one market.
   *
   * @param seq of the last transition of the process; 0 at its start
   */
  public static byte[] of(long epoch, long seq, long atMs, MarketRow row) {
    ByteArrayBuilder out = new ByteArrayBuilder();
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("type", "state");
      json.writeNumberField("epoch", epoch);
      json.writeNumberField("seq", seq);
      json.writeNumberField("atMs", atMs);
      json.writeStringField("market", row.id().value());
      json.writeNumberField("version", row.version());
      json.writeStringField("rowHash", row.rowHash().toString());
      to(json, "quotes", row.quotes());
      to(json, "liquidations", row.liquidations());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written to", e);
    }
    return out.toByteArray();
  }

  private static void to(JsonGenerator json, String name, Enum<?> value) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("to", value.name());
    json.writeEndObject();
  }
}
