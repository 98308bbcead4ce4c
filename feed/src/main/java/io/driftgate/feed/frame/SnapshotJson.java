package io.driftgate.feed.frame;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.view.MarketRow;
import java.util.List;

/** The {@code snapshot} frame. */
public final class SnapshotJson {
  private SnapshotJson() {}

  /**
   * The frame.
   *
   * @param rows what the subscription sees, in order of id
   * @param viewHash over their row hashes
   */
  public static byte[] frame(GateHeader header, Hash viewHash, List<MarketRow> rows) {
    return Json.object(
        json -> {
          header.write(json, "snapshot");
          json.writeStringField("viewHash", viewHash.toString());
          json.writeArrayFieldStart("markets");
          for (MarketRow row : rows) {
            MarketJson.write(json, row);
          }
          json.writeEndArray();
        });
  }
}
