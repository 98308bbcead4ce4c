package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import java.io.IOException;

/** The {@code transition} frame, also an item of {@code /v1/transitions}. */
public final class TransitionJson {
  private TransitionJson() {}

  /**
   * The frame.
   *
   * @param leaseMs how long a grant lasts
   * @param decisionNanos from the stamp of the causing input to this encoding
   */
  public static byte[] frame(GateSignal signal, long leaseMs, long decisionNanos) {
    GateHeader header = new GateHeader(signal.epoch(), signal.seq(), signal.at().wallMs(), leaseMs);
    return Json.object(
        json -> {
          header.write(json, "transition");
          json.writeStringField("market", signal.market().value());
          json.writeNumberField("version", signal.version());
          json.writeStringField("rowHash", signal.rowHash().toString());
          change(json, "quotes", signal.quotesFrom(), signal.quotesTo());
          change(json, "liquidations", signal.liquidationsFrom(), signal.liquidationsTo());
          ReasonJson.list(json, signal.reasons());
          cause(json, signal.cause());
          json.writeNumberField("decisionNanos", decisionNanos);
        });
  }

  private static void change(JsonGenerator json, String name, Enum<?> from, Enum<?> to)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("from", from.name());
    json.writeStringField("to", to.name());
    json.writeEndObject();
  }

  private static void cause(JsonGenerator json, Cause cause) throws IOException {
    json.writeObjectFieldStart("cause");
    json.writeStringField("kind", cause.kind().name());
    if (cause.node().isPresent()) {
      json.writeStringField("node", cause.node().get().value());
    }
    if (cause.block().isPresent()) {
      json.writeNumberField("height", cause.block().height());
      json.writeStringField("hash", cause.block().hash().toString());
    }
    json.writeEndObject();
  }
}
