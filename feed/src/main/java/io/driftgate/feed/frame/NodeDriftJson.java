package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.driftgate.core.view.NodeDrift;
import java.io.IOException;

/**
 * A node's arrival drift: {@code {count, p50Ms, p99Ms, maxMs}} since start, {@code
 * uncertaintyP50Ms} of these arrivals, {@code lastMs} and {@code lastUncertaintyMs} of the newest,
 * and {@code missed} blocks; times are absent without values.
 */
final class NodeDriftJson {
  private NodeDriftJson() {}

  static void fields(JsonGenerator json, NodeDrift drift) throws IOException {
    PercentilesJson.fields(json, drift.arrivals());
    if (drift.uncertainty().count() > 0) {
      Fields.millis(json, "uncertaintyP50Ms", drift.uncertainty().p50Nanos());
    }
    Fields.millis(json, "lastMs", drift.lastNanos());
    Fields.millis(json, "lastUncertaintyMs", drift.lastUncertaintyNanos());
    json.writeNumberField("missed", drift.missedBlocks());
  }
}
