package io.driftgate.core.measure;

/** How a head stands to a chain of blocks. */
final class Standing {
  private Standing() {}

  /**
   * The first block of the leading chain that a node with this head lacks; null when it lacks none,
   * or when nothing is known.
   *
   * <p>For a head whose ancestors are unknown it is the chain's block at its own height, or the
   * lowest one remembered: what it lacks at the least.
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
    return head.height() <= leading.tip().height() ? leading.firstAbove(head.height() - 1) : null;
  }

  /**
   * Whether the chain has another block at a height for which this head, or an ancestor, stands.
   */
  static boolean conflicts(Block head, Canonical chain) {
    if (chain.tip() == null) {
      return false;
    }
    Block common = chain.commonWith(head);
    if (common != null) {
      return common != head && common != chain.tip();
    }
    return chain.at(head.height()) != null;
  }
}
