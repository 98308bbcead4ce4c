package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Head;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which headers are missing, and which are taken in (definitions, Reference). */
final class HeadersOpinion {
  private static final int MAX_IN_A_ROW = 32;
  private static final long MAX_LINK_BLOCKS = 1_024;

  private final BlockBook book;
  private final List<NodeOpinion> nodes;

  /** Headers that made a link known; those that were told and not asked for. */
  int taken;

  int ignored;

  HeadersOpinion(BlockBook book, List<NodeOpinion> nodes) {
    this.book = book;
    this.nodes = nodes;
  }

  /** The parents that are named where known links end, at the most that their heights can be. */
  Set<BlockRef> missing(long nowNanos) {
    Set<BlockRef> found = new LinkedHashSet<>();
    for (Block end : ends(nowNanos)) {
      found.add(new BlockRef(end.height() - 1, end.head.parentHash()));
    }
    return found;
  }

  /** Makes a link known, and is nobody's head. */
  void fetched(Head head, NodeOpinion from, long nowNanos) {
    if (!from.corruption.isCorrupt()
        && ends(nowNanos).stream().anyMatch(end -> isParent(head, end))) {
      book.proves(book.know(head, null, false));
      taken++;
    } else {
      ignored++;
    }
  }

  private static boolean isParent(Head head, Block child) {
    long gap = child.height() - head.height();
    return child.head.parentHash().equals(head.hash()) && gap >= 1 && gap <= MAX_LINK_BLOCKS;
  }

  private Set<Block> ends(long nowNanos) {
    Set<Block> found = new LinkedHashSet<>();
    for (NodeOpinion node : nodes) {
      Block head = node.head(nowNanos);
      if (head != null && head.keepers != 0) {
        Block end = end(head);
        if (end != null && isAboveAnything(end)) {
          found.add(end);
        }
      }
    }
    return found;
  }

  /** Where the links below a head end; null after as many fetched in a row as there may be. */
  private static Block end(Block head) {
    int inARow = 0;
    Block at = head;
    while (at.parent != null) {
      at = at.parent;
      inARow = at.shown ? 0 : inARow + 1;
    }
    return inARow < MAX_IN_A_ROW ? at : null;
  }

  private boolean isAboveAnything(Block end) {
    return book.blocks.stream()
        .anyMatch(block -> !block.forgotten && block.height() < end.height());
  }
}
