package io.driftgate.core.measure;

/** How a head stands to a chain of blocks. */
final class Standing {
  private Standing() {}

  /** Where the links that are known below a block end. */
  static Block lowest(Block head) {
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
