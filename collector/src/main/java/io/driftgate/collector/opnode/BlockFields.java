package io.driftgate.collector.opnode;

import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;

/**
 * A block of the rollup or of its base layer, as op-node names it.
 *
 * @param ref height and hash; {@link BlockRef#NONE} for all zero, which is how it says "not yet"
 * @param timestampMs Unix milliseconds
 */
record BlockFields(BlockRef ref, Hash parentHash, long timestampMs) {
  private static final long MS_PER_SECOND = 1_000;

  static BlockFields read(Fields block) throws DefectException {
    long seconds = block.number("timestamp");
    if (seconds > Long.MAX_VALUE / MS_PER_SECOND) {
      throw block.wrong("timestamp", "a time below 2^63 ms");
    }
    return new BlockFields(ref(block), block.hash("parentHash", "0x"), seconds * MS_PER_SECOND);
  }

  /** Height and hash alone, as of a base-layer origin. */
  static BlockRef ref(Fields block) throws DefectException {
    BlockRef ref = new BlockRef(block.number("number"), block.hash("hash", "0x"));
    if (!ref.hash().equals(Hash.ZERO)) {
      return ref;
    }
    if (ref.height() != 0) {
      throw block.wrong("hash", "a hash: it is all zero");
    }
    return BlockRef.NONE;
  }

  boolean isPresent() {
    return ref.isPresent();
  }
}
