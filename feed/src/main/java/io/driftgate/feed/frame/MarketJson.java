package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.OverrideView;
import java.io.IOException;

/** A market: a row of {@code snapshot}, an item of {@code /v1/markets}. */
public final class MarketJson {
  private MarketJson() {}

  /** Writes one object. */
  public static void write(JsonGenerator json, MarketRow row) throws IOException {
    json.writeStartObject();
    fields(json, row);
    json.writeStringField("rowHash", row.rowHash().toString());
    json.writeEndObject();
  }

  /** All but the hash. */
  static void fields(JsonGenerator json, MarketRow row) throws IOException {
    json.writeStringField("id", row.id().value());
    json.writeNumberField("version", row.version());
    json.writeStringField("quotes", row.quotes().name());
    json.writeStringField("liquidations", row.liquidations().name());
    json.writeObjectFieldStart("onUnknown");
    json.writeBooleanField("pauseLiquidations", row.pauseOnUnknown());
    json.writeEndObject();
    json.writeNumberField("sinceMs", row.sinceMs());
    ReasonJson.list(json, row.reasons());
    if (row.override().isPresent()) {
      override(json, row.override().get());
    }
    legs(json, row);
    if (row.headroom().isPresent()) {
      headroom(json, row.headroom().get());
    }
  }

  private static void override(JsonGenerator json, OverrideView override) throws IOException {
    json.writeObjectFieldStart("override");
    json.writeStringField("kind", override.kind().name());
    json.writeStringField("quotes", override.quotes().name());
    json.writeStringField("liquidations", override.liquidations().name());
    json.writeStringField("who", override.who());
    json.writeStringField("why", override.why());
    json.writeNumberField("untilMs", override.untilMs());
    json.writeEndObject();
  }

  private static void legs(JsonGenerator json, MarketRow row) throws IOException {
    json.writeArrayFieldStart("legs");
    for (MarketRow.Leg leg : row.legs()) {
      json.writeStartObject();
      json.writeStringField("target", leg.target());
      json.writeStringField("policy", leg.policy());
      json.writeStringField("quotes", leg.quotes().name());
      json.writeStringField("liquidations", leg.liquidations().name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void headroom(JsonGenerator json, MarketRow.Headroom headroom) throws IOException {
    json.writeObjectFieldStart("headroom");
    json.writeStringField("bound", headroom.bound());
    json.writeStringField("leg", headroom.leg());
    json.writeStringField("metric", headroom.metric());
    Fields.number(json, "ratio", headroom.ratio());
    Fields.number(json, "value", headroom.value());
    Fields.number(json, "threshold", headroom.threshold());
    Fields.text(json, "unit", headroom.unit());
    json.writeEndObject();
  }
}
