package io.driftgate.core.measure;

/**
 * One chain of blocks by height: the leading chain, or the reference chain, from its tip down to
 * {@link BlockTree#DEPTH} heights below it or to where links end.
 */
final class Canonical {
  private final Block[] ring = new Block[BlockTree.DEPTH];
  private Block tip;

  /** Null before the first. */
  Block tip() {
    return tip;
  }

  /** Makes {@code newTip} and its known ancestors the chain. */
  void moveTo(Block newTip) {
    clearAbove(newTip.height());
    long above = newTip.height() + 1;
    Block block = newTip;
    while (block != null && newTip.height() - block.height() < ring.length && !contains(block)) {
      clearBetween(block.height(), above);
      ring[index(block.height())] = block;
      above = block.height();
      block = block.parent();
    }
    if (block != null) {
      clearBetween(block.height(), above);
    } else {
      clearBelow(above, newTip.height());
    }
    tip = newTip;
  }

  private void clearAbove(long height) {
    if (tip != null) {
      for (long h = Math.max(height + 1, tip.height() - ring.length + 1); h <= tip.height(); h++) {
        ring[index(h)] = null;
      }
    }
  }

  private void clearBetween(long low, long high) {
    for (long h = Math.max(low + 1, high - ring.length); h < high; h++) {
      ring[index(h)] = null;
    }
  }

  /** Links end above: what is left below belongs to another history. */
  private void clearBelow(long lowest, long top) {
    for (long h = top - ring.length + 1; h < lowest; h++) {
      ring[index(h)] = null;
    }
  }

  /** The chain's block at a height; null if it has none there, or none any more. */
  Block at(long height) {
    Block block = ring[index(height)];
    return block != null && block.height() == height ? block : null;
  }

  boolean contains(Block block) {
    return ring[index(block.height())] == block;
  }

  /** The highest ancestor of {@code block} (or itself) on this chain; null if none is known. */
  Block commonWith(Block block) {
    Block ancestor = block;
    while (ancestor != null && !contains(ancestor)) {
      ancestor = ancestor.parent();
    }
    return ancestor;
  }

  /** The chain's lowest block above a height; null if there is none. */
  Block firstAbove(long height) {
    if (tip == null) {
      return null;
    }
    for (long h = Math.max(height + 1, tip.height() - ring.length + 1); h <= tip.height(); h++) {
      Block block = at(h);
      if (block != null) {
        return block;
      }
    }
    return null;
  }

  private int index(long height) {
    return (int) Math.floorMod(height, (long) ring.length);
  }
}
