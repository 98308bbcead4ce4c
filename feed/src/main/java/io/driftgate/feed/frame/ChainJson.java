package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.fact.Head;
import io.driftgate.core.view.ChainView;
import java.io.IOException;

/** A chain: under {@code chain} in its telemetry frame, an item of {@code /v1/chains}. */
public final class ChainJson {
  private ChainJson() {}

  /** The telemetry frame. */
  public static byte[] frame(ChainView chain) {
    return Json.object(
        json -> {
          json.writeStringField("type", "chain");
          json.writeFieldName("chain");
          write(json, chain);
        });
  }

  /** Writes one object. */
  public static void write(JsonGenerator json, ChainView chain) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", chain.id().value());
    Fields.strings(json, "conditions", chain.conditions().stream().sorted().toList());
    if (chain.reference().isPresent()) {
      reference(json, chain.reference().get());
    }
    Fields.block(json, "leading", chain.leading());
    Fields.millis(json, "stalenessMs", chain.stalenessNanos());
    Fields.whole(json, "headAgeMs", chain.headAgeMs());
    json.writeBooleanField("headAgeTrusted", chain.headAgeTrusted());
    Fields.number(json, "agreement", chain.agreement());
    json.writeNumberField("observers", chain.observers());
    if (chain.finalized().isPresent()) {
      json.writeNumberField("finalizedHeight", chain.finalized().height());
    }
    finality(json, chain);
    reorgs(json, chain);
    json.writeEndObject();
  }

  private static void reference(JsonGenerator json, Head head) throws IOException {
    json.writeObjectFieldStart("reference");
    json.writeNumberField("height", head.height());
    json.writeStringField("hash", head.hash().toString());
    json.writeStringField("stateRoot", head.stateRoot().toString());
    json.writeNumberField("timestampMs", head.timestampMs());
    json.writeEndObject();
  }

  private static void finality(JsonGenerator json, ChainView chain) throws IOException {
    Fields.whole(json, "finalityLagBlocks", chain.finalityLagBlocks());
    Fields.whole(json, "finalityLagMs", chain.finalityLagMs());
    Fields.millis(json, "finalityStalenessMs", chain.finalityStalenessNanos());
  }

  private static void reorgs(JsonGenerator json, ChainView chain) throws IOException {
    json.writeObjectFieldStart("reorgs");
    json.writeNumberField("count", chain.reorgs());
    json.writeNumberField("deepest", chain.deepestReorg());
    if (chain.lastReorg().isPresent()) {
      ChainView.Reorg last = chain.lastReorg().get();
      json.writeObjectFieldStart("last");
      json.writeNumberField("depth", last.depth());
      Fields.block(json, "from", last.from());
      Fields.block(json, "to", last.to());
      json.writeNumberField("atMs", last.atMs());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
