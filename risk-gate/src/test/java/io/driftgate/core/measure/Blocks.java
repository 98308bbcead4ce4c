package io.driftgate.core.measure;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random blocks, and what is true of them by the slowest possible reading. */
final class Blocks {
  private Blocks() {}

  static Hash hash(long number) {
    return new Hash(number, number * 31, 7, 7);
  }

  static Block child(Block parent, long height, long number) {
    Hash parentHash = parent == null ? hash(-1 - number) : parent.hash();
    Block block = new Block(new Head(height, hash(number), parentHash, hash(number), 0), 64);
    if (parent != null) {
      block.linkTo(parent);
    }
    return block;
  }

  /** A tree of blocks; gaps up to {@code maxGap} heights, some blocks without a known parent. */
  static List<Block> tree(Random random, int size, long rootHeight, int maxGap) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(child(null, rootHeight, 0));
    for (int number = 1; number < size; number++) {
      boolean onTip = random.nextInt(4) > 0;
      int from = onTip ? Math.max(0, number - 3) : 0;
      Block parent = blocks.get(from + random.nextInt(number - from));
      int gap = random.nextInt(8) == 0 ? 1 + random.nextInt(maxGap) : 1;
      boolean unlinked = random.nextInt(20) == 0;
      if (parent.height() > Long.MAX_VALUE - gap) {
        gap = 0;
      }
      blocks.add(child(unlinked || gap == 0 ? null : parent, parent.height() + gap, number));
    }
    return blocks;
  }

  /** The block and its known ancestors, highest first. */
  static List<Block> ancestry(Block block) {
    List<Block> chain = new ArrayList<>();
    for (Block b = block; b != null; b = b.parent()) {
      chain.add(b);
    }
    return chain;
  }
}
