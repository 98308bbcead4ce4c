package io.driftgate.collector.solana;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * In which slots the parents of the blocks are that the node has shown: a block is asked for by
 * slot alone, and where slots were skipped the hash is all that its child tells others of it. Holds
 * the newest {@value #MOST}.
 */
final class ParentSlots {
  static final int MOST = 256;

  private final Map<Hash, Long> slots =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Long> eldest) {
          return size() > MOST;
        }
      };

  /** The node showed this block. */
  void add(BlockAnswer child) {
    slots.put(child.head().parentHash(), child.parentSlot());
  }

  /** The slot; where it is not known, the highest that the block can have. */
  long of(BlockRef block) {
    return slots.getOrDefault(block.hash(), block.height());
  }
}
