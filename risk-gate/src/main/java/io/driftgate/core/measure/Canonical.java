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
    boolean sinks = tip != null && newTip.height() < tip.height();
    if (sinks) {
      clear(Math.max(newTip.height(), tip.height() - ring.length), tip.height());
    }
    fill(newTip, newTip.height(), newTip.height() - ring.length, sinks);
    tip = newTip;
  }

  private void fill(Block from, long fromHeight, long floor, boolean anew) {
    long top = fromHeight;
    Block block = from;
    while (block != null && block.height() > floor && (anew || !contains(block))) {
      clear(block.height(), top);
      ring[index(block.height())] = block;
      top = block.height() - 1;
      block = block.parent();
    }
    clear(block == null ? floor : Math.max(floor, block.height()), top);
  }

  /** A block's parent became known, or another: if it is on the chain, so is that. */
  void relinked(Block child) {
    if (tip != null && contains(child)) {
      fill(child.parent(), child.height() - 1, tip.height() - ring.length, false);
    }
  }

  /** The chain as it is now. */
  Canonical copy() {
    Canonical copy = new Canonical();
    System.arraycopy(ring, 0, copy.ring, 0, ring.length);
    copy.tip = tip;
    return copy;
  }

  /** Counts down, since a height may be the highest that there is. */
  private void clear(long aboveHeight, long upToHeight) {
    for (long h = upToHeight; h > aboveHeight; h--) {
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
    if (tip == null || !tip.mayMeet(block)) {
      return null;
    }
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
    long below = Math.max(height, tip.height() - ring.length);
    while (below < tip.height()) {
      below++;
      Block block = at(below);
      if (block != null) {
        return block;
      }
    }
    return null;
  }

  private int index(long height) {
    return (int) (height & (ring.length - 1));
  }
}
