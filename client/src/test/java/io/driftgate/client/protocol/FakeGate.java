package io.driftgate.client.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The gate's half of the protocol, written from docs/feed.md: a table, and the frames it makes. */
public final class FakeGate {
  private final Map<String, String[]> rows = new TreeMap<>();
  private long epoch = 7;
  private long seq;
  private long leaseMs = 1_000;

  /** A gate with these markets, withdrawn. */
  public FakeGate(String... markets) {
    for (String market : markets) {
      rows.put(market, new String[] {"0", "WITHDRAW", "ENABLED", "true"});
    }
  }

  public FakeGate pauseOnUnknown(String market, boolean pause) {
    rows.get(market)[3] = String.valueOf(pause);
    return this;
  }

  /** A process of its own, with all markets withdrawn. */
  public FakeGate restart() {
    epoch++;
    seq = 0;
    rows.values()
        .forEach(
            row -> {
              row[0] = "0";
              row[1] = "WITHDRAW";
            });
    return this;
  }

  public long epoch() {
    return epoch;
  }

  public FakeGate epoch(long set) {
    epoch = set;
    return this;
  }

  public FakeGate leaseMs(long set) {
    leaseMs = set;
    return this;
  }

  public String quotes(String market) {
    return rows.get(market)[1];
  }

  public long version(String market) {
    return Long.parseLong(rows.get(market)[0]);
  }

  public String hello() {
    return "{\"type\":\"hello\",\"protocol\":\"driftgate.v1\",\"version\":\"t\",\"epoch\":"
        + epoch
        + ",\"leaseMs\":"
        + leaseMs
        + ",\"heartbeatMs\":250,\"keys\":[]}";
  }

  private String head(String type) {
    return "{\"type\":\"%s\",\"epoch\":%d,\"seq\":%d,\"atMs\":1,\"leaseMs\":%d"
        .formatted(type, epoch, seq, leaseMs);
  }

  public String heartbeat() {
    return head("heartbeat") + "}";
  }

  public String snapshot() {
    String markets =
        rows.keySet().stream()
            .map(
                id -> {
                  String[] row = rows.get(id);
                  return "{\"id\":\"%s\",\"version\":%s,\"quotes\":\"%s\",\"liquidations\":\"%s\",\"onUnknown\":{\"pauseLiquidations\":%s},\"sinceMs\":1,\"reasons\":[],\"legs\":[],\"rowHash\":\"%s\"}"
                      .formatted(id, row[0], row[1], row[2], row[3], rowHash(id));
                })
            .collect(Collectors.joining(","));
    return head("snapshot") + ",\"viewHash\":\"" + viewHash() + "\",\"markets\":[" + markets + "]}";
  }

  /** Moves a market, and says so. */
  public String move(String market, String quotes, String liquidations) {
    String[] row = rows.get(market);
    String fromQuotes = row[1];
    String fromLiquidations = row[2];
    row[0] = String.valueOf(Long.parseLong(row[0]) + 1);
    row[1] = quotes;
    row[2] = liquidations;
    seq++;
    return head("transition")
        + ",\"market\":\"%s\",\"version\":%s,\"rowHash\":\"%s\",\"quotes\":{\"from\":\"%s\",\"to\":\"%s\"},\"liquidations\":{\"from\":\"%s\",\"to\":\"%s\"},\"reasons\":[],\"cause\":{\"kind\":\"DEADLINE\"},\"decisionNanos\":1}"
            .formatted(
                market,
                row[0],
                rowHash(market),
                fromQuotes,
                quotes,
                fromLiquidations,
                liquidations);
  }

  public String move(String market, String quotes) {
    return move(market, quotes, rows.get(market)[2]);
  }

  public String lease(String nonce) {
    return head("lease") + ",\"nonce\":\"" + nonce + "\",\"viewHash\":\"" + viewHash() + "\"}";
  }

  public String confirmed(String market) {
    return head("confirmed")
        + ",\"market\":\"%s\",\"version\":%s,\"afterMs\":3,\"acknowledged\":1,\"expired\":0}"
            .formatted(market, rows.get(market)[0]);
  }

  private String rowHash(String id) {
    return "0x" + HexFormat.of().formatHex(row(id));
  }

  private byte[] row(String id) {
    String[] row = rows.get(id);
    return sha256(
        String.join("\n", "driftgate.row.v1", id, row[0], row[1], row[2], row[3], "")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private String viewHash() {
    byte[] all = new byte[32 * rows.size()];
    int at = 0;
    for (String id : rows.keySet()) {
      System.arraycopy(row(id), 0, all, at, 32);
      at += 32;
    }
    return "0x" + HexFormat.of().formatHex(sha256(all));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
