package io.driftgate.bench.sdk;

import io.driftgate.client.protocol.GateSession;
import io.driftgate.client.protocol.GateWire;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a gate says of markets that are open, in the frames of docs/feed.md. */
final class OpenGate implements GateWire {
  private static final String HEAD = "\"epoch\":1,\"seq\":1,\"leaseMs\":60000";

  private final Map<String, Hash> rows = new TreeMap<>();
  private String nonce = "";

  OpenGate(int markets) {
    for (int i = 0; i < markets; i++) {
      String id = "MARKET-" + i;
      rows.put(id, RowHashes.row(new MarketId(id), 1, Quotes.OPEN, Liquidations.ENABLED, true));
    }
  }

  /** Says hello, shows the table and grants. */
  void grant(GateSession session, long now) {
    String viewHash = "\"viewHash\":\"" + RowHashes.view(rows.values()) + "\"";
    String markets =
        rows.entrySet().stream()
            .map(
                row ->
                    "{\"id\":\""
                        + row.getKey()
                        + "\",\"version\":1,\"quotes\":\"OPEN\",\"liquidations\":\"ENABLED\","
                        + "\"onUnknown\":{\"pauseLiquidations\":true},\"rowHash\":\""
                        + row.getValue()
                        + "\"}")
            .collect(Collectors.joining(","));
    session.opened(now, this);
    session.text("{\"type\":\"hello\",\"protocol\":\"driftgate.v1\"," + HEAD + "}", now);
    session.text(
        "{\"type\":\"snapshot\"," + HEAD + "," + viewHash + ",\"markets\":[" + markets + "]}", now);
    session.text(
        "{\"type\":\"lease\"," + HEAD + "," + viewHash + ",\"nonce\":\"" + nonce + "\"}", now);
  }

  @Override
  public void send(String frame) {
    if (frame.contains("\"nonce\"")) {
      nonce = frame.replaceAll(".*\"nonce\":\"|\"}", "");
    }
  }

  @Override
  public void drop(String reason) {
    throw new IllegalStateException(reason);
  }
}
