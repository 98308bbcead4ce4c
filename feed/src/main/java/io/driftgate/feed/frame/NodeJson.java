package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.view.NodeView;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A node: under {@code node} in its telemetry frame, an item of {@code /v1/nodes}. */
public final class NodeJson {
  private NodeJson() {}

  /** The telemetry frame. */
  public static byte[] frame(NodeView node) {
    return Json.object(
        json -> {
          json.writeStringField("type", "node");
          json.writeFieldName("node");
          write(json, node);
        });
  }

  /** Writes one object. */
  public static void write(JsonGenerator json, NodeView node) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", node.id().value());
    json.writeStringField("chain", node.chain().value());
    Fields.text(json, "cluster", node.cluster());
    Fields.text(json, "operator", node.operator());
    Fields.text(json, "family", node.family());
    json.writeNumberField("weight", node.weight());
    json.writeStringField("state", node.state().name());
    Fields.strings(json, "flags", node.flags().stream().sorted().toList());
    heights(json, node);
    times(json, node);
    json.writeStringField("transport", transport(node.transport()));
    failures(json, node);
    json.writeObjectFieldStart("drift");
    NodeDriftJson.fields(json, node.drift());
    json.writeEndObject();
    PercentilesJson.field(json, "roundTrip", node.roundTrip());
    json.writeEndObject();
  }

  private static void heights(JsonGenerator json, NodeView node) throws IOException {
    if (node.head().isPresent()) {
      Head head = node.head().get();
      json.writeNumberField("height", head.height());
      json.writeStringField("hash", head.hash().toString());
      json.writeStringField("stateRoot", head.stateRoot().toString());
    }
    if (node.safe().isPresent()) {
      json.writeNumberField("safeHeight", node.safe().height());
    }
    if (node.finalized().isPresent()) {
      json.writeNumberField("finalizedHeight", node.finalized().height());
    }
    Fields.whole(json, "headLag", node.headLagBlocks());
  }

  private static void times(JsonGenerator json, NodeView node) throws IOException {
    Fields.millis(json, "behindMs", node.behindNanos());
    Fields.millis(json, "uncertaintyMs", node.uncertaintyNanos());
    Fields.millis(json, "dataAgeMs", node.dataAgeNanos());
  }

  private static String transport(Transport transport) {
    return switch (transport) {
      case PUSH -> "push";
      case POLL -> "poll";
    };
  }

  private static void failures(JsonGenerator json, NodeView node) throws IOException {
    json.writeObjectFieldStart("failures");
    for (Map.Entry<?, Long> failure : new TreeMap<>(node.failures()).entrySet()) {
      json.writeNumberField(failure.getKey().toString(), failure.getValue());
    }
    json.writeEndObject();
    if (node.lastFailure().isPresent()) {
      ProbeFailed last = node.lastFailure().get();
      json.writeObjectFieldStart("lastFailure");
      json.writeStringField("kind", last.kind().name());
      json.writeStringField("message", WellFormed.of(last.message()));
      json.writeNumberField("atMs", last.at().wallMs());
      json.writeEndObject();
    }
  }
}
