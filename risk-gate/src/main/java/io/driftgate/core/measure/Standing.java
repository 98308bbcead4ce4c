package io.driftgate.core.measure;

/** How a head stands to a chain of blocks. */
final class Standing {
  private Standing() {}

  /**
   * The first block of the leading chain that a node with this head lacks; null when it lacks none,
   * or when nothing is known.
   *
   * <p>For a head that no known link joins to the chain it is the chain's first block from the
   * height of its lowest known ancestor on: what it lacks at the least.
   *
   * @param head may be null
   */
  static Block firstLacking(Block head, Canonical leading) {
    if (head == null || leading.tip() == null) {
      return null;
    }
    Block common = leading.commonWith(head);
    if (common != null) {
      return leading.firstAbove(common.height());
    }
    return leading.firstAbove(lowest(head).height() - 1);
  }

  private static Block lowest(Block head) {
    Block block = head;
    while (block.parent() != null) {
      block = block.parent();
    }
    return block;
  }

  /**
   * Whether the reference chain, with NO_QUORUM the last one, has another block at a height for
   * which this head, or an ancestor, stands.
   */
  static boolean conflicts(Block head, ReferenceHistory history) {
    Block reference = history.latest();
    if (reference == null) {
      return false;
    }
    Block common = history.chain().commonWith(head);
    return common == null
        ? overlaps(head, history.chain(), reference.height())
        : common != head && common.height() < reference.height();
  }

  /** Whether an unlinked chain has a block at a height at which the other has one. */
  private static boolean overlaps(Block head, Canonical chain, long upToHeight) {
    Block block = head;
    while (block != null && (block.height() > upToHeight || chain.at(block.height()) == null)) {
      block = block.parent();
    }
    return block != null;
  }
}
