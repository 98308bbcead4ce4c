package io.driftgate.collector.beacon;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** The slots of the newest few checkpoints' blocks: a checkpoint names only an epoch. */
final class KnownSlots {
  /** Two are in use; a justified one becomes the finalized one. */
  private static final int MOST = 4;

  private final Deque<BlockRef> blocks = new ArrayDeque<>();

  void put(Hash root, long slot) {
    blocks.addFirst(new BlockRef(slot, root));
    if (blocks.size() > MOST) {
      blocks.removeLast();
    }
  }

  OptionalLong slotOf(Hash root) {
    for (BlockRef block : blocks) {
      if (block.hash().equals(root)) {
        return OptionalLong.of(block.height());
      }
    }
    return OptionalLong.empty();
  }

  void clear() {
    blocks.clear();
  }
}
