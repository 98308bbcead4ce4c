package io.driftgate.collector.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.Hash;
import java.util.Set;

/** A block's id: the hash of its header, and of the parts in which it travelled. */
final class BlockId {
  private static final Set<String> NAMES = Set.of("hash", "parts");
  private static final Set<String> PARTS = Set.of("total", "hash");
  private static final long MAX_PARTS = 0xffff_ffffL;

  private final Hash hash;
  private final byte[] encoded;
  private final boolean known;

  private BlockId(JsonNode json, Fields id) throws DefectException {
    byte[] digest = Texts.bytes(id, "hash");
    hash = digest.length == 0 ? Hash.ZERO : id.hash("hash", "");
    Fields parts = id.object("parts");
    long total = parts.number("total");
    if (total > MAX_PARTS) {
      throw parts.wrong("total", "a number of parts");
    }
    byte[] header = new Wire().number(1, total).bytes(2, Texts.bytes(parts, "hash")).toBytes();
    encoded = new Wire().bytes(1, digest).message(2, header).toBytes();
    known = Header.holdsOnly(json, NAMES) && Header.holdsOnly(json.get("parts"), PARTS);
  }

  /** Reads what may name no block: the first has no parent. */
  static BlockId read(JsonNode json, String what) throws DefectException {
    return new BlockId(json, Fields.of(json, what));
  }

  /** The block's hash; {@link Hash#ZERO} for none. */
  Hash hash() {
    return hash;
  }

  /** As protobuf. */
  byte[] encoded() {
    return encoded.clone();
  }

  /** Whether there is nothing in it beside what is read. */
  boolean isKnown() {
    return known;
  }
}
