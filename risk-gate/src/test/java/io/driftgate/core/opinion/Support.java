package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import java.util.List;

/** Which voters support which finalized blocks at one instant (definitions, Finality). */
final class Support {
  private final BlockBook book;
  private final List<NodeOpinion> nodes;
  private final long vouching;

  /** Who supports a block since a report of its own, or its head, stands on it. */
  private final long[] byBlock;

  Support(BlockBook book, List<NodeOpinion> nodes, Vouching vouching, long nowNanos) {
    this.book = book;
    this.nodes = nodes;
    this.vouching = vouching.vouching();
    byBlock = new long[book.blocks.size()];
    for (NodeOpinion node : nodes) {
      long bit = Quorum.bit(node.history);
      if ((this.vouching & bit) != 0) {
        mark(node, node.head(nowNanos), bit);
      }
    }
  }

  private void mark(NodeOpinion node, Block head, long bit) {
    long highest = -1;
    for (BlockRef report : node.history.reports) {
      highest = Math.max(highest, report.height());
      book.named(report).forEach(block -> mark(block, bit));
    }
    Block at = head == null ? null : head.parent;
    while (at != null && at.height() > highest) {
      at = at.parent;
    }
    mark(at, bit);
  }

  private void mark(Block from, long bit) {
    for (Block at = from; at != null && (byBlock[at.index] & bit) == 0; at = at.parent) {
      byBlock[at.index] |= bit;
    }
  }

  /** The voters that support a block. */
  long of(BlockRef ref) {
    long mask = 0;
    for (Block block : book.named(ref)) {
      mask |= byBlock[block.index];
    }
    for (NodeOpinion node : nodes) {
      mask |= node.history.dates.containsKey(ref) ? vouching & Quorum.bit(node.history) : 0;
    }
    return mask;
  }
}
