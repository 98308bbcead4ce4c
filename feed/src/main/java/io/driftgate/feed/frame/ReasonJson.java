package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.signal.Reason;
import java.io.IOException;
import java.util.List;

/** {@code reasons} of a market or a transition. */
final class ReasonJson {
  private ReasonJson() {}

  static void list(JsonGenerator json, List<Reason> reasons) throws IOException {
    json.writeArrayFieldStart("reasons");
    for (Reason reason : reasons) {
      write(json, reason);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Reason reason) throws IOException {
    json.writeStartObject();
    json.writeStringField("bound", reason.bound());
    json.writeStringField("leg", reason.leg());
    json.writeStringField("metric", reason.metric());
    Fields.number(json, "value", reason.value());
    Fields.number(json, "threshold", reason.threshold());
    Fields.number(json, "uncertainty", reason.uncertainty());
    Fields.text(json, "unit", reason.unit());
    Fields.strings(json, "nodes", reason.nodes());
    Fields.text(json, "note", reason.note());
    json.writeEndObject();
  }
}
