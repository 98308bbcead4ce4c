package io.driftgate.feed.frame;

import io.driftgate.core.view.NodeView;

/**
 * The {@code drift} telemetry frame: a node's arrival drift, with the node's id and what it belongs
 * to, and how far behind it is now.
 */
public final class DriftJson {
  private DriftJson() {}

  /** The telemetry frame. */
  public static byte[] frame(NodeView node) {
    return Json.object(
        json -> {
          json.writeStringField("type", "drift");
          json.writeObjectFieldStart("drift");
          json.writeStringField("node", node.id().value());
          json.writeStringField("chain", node.chain().value());
          Fields.text(json, "cluster", node.cluster());
          NodeDriftJson.fields(json, node.drift());
          Fields.millis(json, "behindMs", node.behindNanos());
          Fields.millis(json, "uncertaintyMs", node.uncertaintyNanos());
          json.writeEndObject();
        });
  }
}
