package io.driftgate.simulator.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Blocks at consecutive heights, the newest few thousand of them. */
final class Branch {
  private final List<Block> blocks = new ArrayList<>();
  private final int kept;

  /**
   * @param kept how many blocks to keep at least; twice as many at most
   */
  Branch(Block first, int kept) {
    this.kept = kept;
    blocks.add(first);
  }

  Block tip() {
    return blocks.get(blocks.size() - 1);
  }

  /** Appends; returns what was forgotten for it. */
  List<Block> append(Block block) {
    if (block.height() != tip().height() + 1 || !block.header().parentHash().equals(tip().hash())) {
      throw new IllegalArgumentException("block " + block.height() + " does not follow the tip");
    }
    blocks.add(block);
    if (blocks.size() <= 2 * kept) {
      return List.of();
    }
    List<Block> oldest = blocks.subList(0, blocks.size() - kept);
    List<Block> forgotten = List.copyOf(oldest);
    oldest.clear();
    return forgotten;
  }

  Optional<Block> at(long height) {
    long index = height - blocks.get(0).height();
    return index < 0 || index >= blocks.size()
        ? Optional.empty()
        : Optional.of(blocks.get((int) index));
  }
}
