package io.driftgate.bench.fleet;

import io.driftgate.core.fact.Hash;
import io.driftgate.simulator.chain.Header;
import io.driftgate.simulator.chain.HeaderField;
import io.driftgate.simulator.chain.Keccak;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One chain of Prague headers with true hashes, and the answers that show it, ready as bytes. The
 * farm's thread only.
 */
final class FarmChain {
  private static final int SAFE_BEHIND = 32;
  private static final int FINALIZED_BEHIND = 64;

  /** The parents of what a monitor sees first must be to be had. */
  private static final int FIRST_BLOCKS = FINALIZED_BEHIND + 64;

  private static final int KEPT = 1_024;
  private static final String HASHES_SEED = "transaction";

  private final int index;
  private final int transactions;
  private final Map<Hash, String> jsonByHash = new LinkedHashMap<>();
  private final Map<Long, Hash> hashes = new LinkedHashMap<>();
  private long height;
  private FarmAnswers newest;
  private FarmAnswers before;
  private long bornNanos;

  /**
   * A chain that has some blocks already.
   *
   * @param index of it among the farm's
   * @param nowSeconds timestamp of its newest block
   * @param blockSeconds how far its blocks are apart; at least 1 apart in timestamps
   * @param transactions how many transactions' hashes a block lists
   */
  FarmChain(int index, long nowSeconds, long blockSeconds, int transactions) {
    this.index = index;
    this.transactions = transactions;
    long from = nowSeconds - Math.max(1, blockSeconds) * FIRST_BLOCKS;
    for (int i = 1; i <= FIRST_BLOCKS; i++) {
      append(from + i * Math.max(1, blockSeconds));
    }
    newest = answers();
    before = newest;
  }

  static long chainId(int index) {
    return 31_000L + index;
  }

  /** Makes the next block. */
  void mine(long timestampSeconds, long nowNanos) {
    append(timestampSeconds);
    before = newest;
    newest = answers();
    bornNanos = nowNanos;
  }

  /** What a node shows that hears of blocks this late. */
  FarmAnswers shown(long lateNanos, long nowNanos) {
    return nowNanos - bornNanos < lateNanos ? before : newest;
  }

  /** A block as JSON, if it is kept. */
  Optional<String> block(Hash hash) {
    return Optional.ofNullable(jsonByHash.get(hash));
  }

  private FarmAnswers answers() {
    return FarmAnswers.of(
        jsonAt(height - FINALIZED_BEHIND),
        jsonAt(height - SAFE_BEHIND),
        jsonAt(height),
        chainId(index));
  }

  private String jsonAt(long at) {
    return jsonByHash.get(hashes.get(at));
  }

  private void append(long timestampSeconds) {
    height++;
    Hash parent = hashes.getOrDefault(height - 1, Hash.ZERO);
    Header header = header(parent, timestampSeconds);
    Hash hash = header.hash();
    hashes.put(height, hash);
    jsonByHash.put(hash, json(header, hash));
    Hash old = hashes.remove(height - KEPT);
    if (old != null) {
      jsonByHash.remove(old);
    }
  }

  private Header header(Hash parent, long timestampSeconds) {
    Map<HeaderField, String> fields = new EnumMap<>(HeaderField.class);
    for (HeaderField field : HeaderField.values()) {
      fields.put(field, made(field));
    }
    fields.put(HeaderField.PARENT_HASH, parent.toString());
    fields.put(HeaderField.NUMBER, "0x" + Long.toHexString(height));
    fields.put(HeaderField.TIMESTAMP, "0x" + Long.toHexString(timestampSeconds));
    return new Header(fields);
  }

  /** As long as on mainnet, where blooms are dense. */
  private String made(HeaderField field) {
    return switch (field) {
      case LOGS_BLOOM -> "0x" + hex(field.jsonName()).substring(2).repeat(8);
      case MINER -> hex(field.jsonName()).substring(0, 42);
      case NONCE -> "0x0000000000000000";
      case EXTRA_DATA -> "0x" + "62656e6368".repeat(4);
      case DIFFICULTY, EXCESS_BLOB_GAS -> "0x0";
      case GAS_LIMIT -> "0x2255100";
      case GAS_USED -> "0x11e1a300";
      case BASE_FEE -> "0x3b9aca00";
      case BLOB_GAS_USED -> "0x60000";
      default -> hex(field.jsonName());
    };
  }

  private String hex(String what) {
    return Keccak.derived(index, 0, height, what).toString();
  }

  private String json(Header header, Hash hash) {
    StringBuilder out = new StringBuilder(2_048);
    out.append("{\"hash\":\"").append(hash).append('"');
    header
        .fields()
        .forEach(
            (field, value) ->
                out.append(",\"")
                    .append(field.jsonName())
                    .append("\":\"")
                    .append(value)
                    .append('"'));
    out.append(",\"size\":\"0x264\",\"uncles\":[],\"withdrawals\":[],\"transactions\":[");
    for (int i = 0; i < transactions; i++) {
      out.append(i == 0 ? "" : ",")
          .append(String.format(Locale.ROOT, "\"%s\"", hex(HASHES_SEED + i)));
    }
    return out.append("]}").toString();
  }
}
