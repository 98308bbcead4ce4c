package io.driftgate.collector.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;

/**
 * The newest block in an answer to {@code blockchain}: its header, and the hash that the node has
 * it under.
 */
record Shown(Head head, Verification verification) {
  /** What CometBFT answers at once at most. */
  private static final int MAX_METAS = 20;

  /** Reads the first of the blocks, which come highest first; the others are not looked at. */
  static Shown read(JsonNode result, Watched chain) throws DefectException {
    Fields answer = Fields.of(result, "blockchain");
    JsonNode metas = answer.any("block_metas");
    if (!metas.isArray() || metas.isEmpty() || metas.size() > MAX_METAS) {
      throw answer.wrong("block_metas", "a list of 1 to " + MAX_METAS);
    }
    Shown shown = meta(Fields.of(metas.get(0), "a block"), chain);
    if (answer.decimal("last_height") < shown.head().height()) {
      throw DefectException.malformed("blockchain.last_height is below a block's height");
    }
    return shown;
  }

  private static Shown meta(Fields meta, Watched chain) throws DefectException {
    Header header = Header.read(meta.any("header"), chain.chainId());
    Head head = header.toHead(Texts.blockHash(meta.object("block_id"), "hash"));
    return new Shown(head, chain.verifyHeaders() ? header.verify(head.hash()) : Verification.OFF);
  }
}
