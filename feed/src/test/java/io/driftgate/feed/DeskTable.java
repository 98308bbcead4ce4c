package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** What a desk knows: versions without gap, and a table whose hash is the lease's. */
final class DeskTable {
  private final Map<String, Hash> rows = new TreeMap<>();
  private final Map<String, Long> versions = new TreeMap<>();
  private int grants;
  private int snapshots;
  private long seq;

  /** Takes a frame, and asserts that it follows from what came before. */
  void take(JsonObject frame) {
    switch (frame.getString("type")) {
      case "snapshot" -> snapshot(frame);
      case "transition" -> transition(frame);
      case "lease" -> {
        grants++;
        assertThat(frame.getString("viewHash")).isEqualTo(RowHashes.view(rows.values()).toString());
      }
      default -> {}
    }
    seq = Math.max(seq, frame.getLong("seq", 0L));
  }

  private void snapshot(JsonObject frame) {
    snapshots++;
    rows.clear();
    for (Object each : frame.getJsonArray("markets")) {
      JsonObject row = (JsonObject) each;
      String id = row.getString("id");
      assertThat(row.getLong("version"))
          .as("a later snapshot")
          .isGreaterThanOrEqualTo(versions.getOrDefault(id, 0L));
      put(id, row.getLong("version"), row.getString("quotes"));
    }
  }

  private void transition(JsonObject frame) {
    String market = frame.getString("market");
    assertThat(frame.getLong("version")).isEqualTo(versions.get(market) + 1);
    put(market, frame.getLong("version"), frame.getJsonObject("quotes").getString("to"));
  }

  private void put(String market, long version, String quotes) {
    versions.put(market, version);
    rows.put(
        market,
        RowHashes.row(
            new MarketId(market), version, Quotes.valueOf(quotes), Liquidations.ENABLED, false));
  }

  /** Of all markets together. */
  long moves() {
    return versions.values().stream().mapToLong(v -> v).sum();
  }

  int grants() {
    return grants;
  }

  int snapshots() {
    return snapshots;
  }

  /** The newest that was heard of. */
  long seq() {
    return seq;
  }
}
