package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Head;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which headers would link shown heads to what is known below them (semantics §3, jumps over
 * heights): of each head's known ancestors the lowest names one. So there are never more than
 * nodes; and a liar's head is good for {@value #MAX_FETCHED} fetches.
 */
final class MissingHeaders {
  /** Of one head's gap; one that is longer stays, and the head re-anchors. */
  static final int MAX_FETCHED = 32;

  private final BlockTree tree;
  private final List<Block> unlinked = new ArrayList<>();
  private long seenChanges = -1;
  private long headMoves;
  private long ignored;

  MissingHeaders(BlockTree tree) {
    this.tree = tree;
  }

  /** Some node's head is another one. */
  void headMoved() {
    headMoves++;
  }

  /** Newest first; heights are the highest that the parents can have. */
  List<BlockRef> list(List<NodeTracker> nodes) {
    look(nodes);
    return unlinked.stream()
        .map(block -> new BlockRef(block.height() - 1, block.head().parentHash()))
        .distinct()
        .toList();
  }

  /** Takes a header in if it was asked for. */
  void fetched(Head head, List<NodeTracker> nodes) {
    look(nodes);
    int fetched = MAX_FETCHED;
    for (Block block : unlinked) {
      if (block.head().parentHash().equals(head.hash())
          && BlockTree.isAbove(block.height(), head.height())) {
        fetched = Math.min(fetched, block.fetched());
      }
    }
    if (fetched < MAX_FETCHED) {
      tree.addFetched(head, fetched + 1);
    } else {
      ignore();
    }
  }

  /** Counts a header that is not taken in. */
  void ignore() {
    ignored++;
  }

  /** Whoever asks does so after every input: nothing is done where nothing can have changed. */
  private void look(List<NodeTracker> nodes) {
    long changes = tree.changes() + headMoves;
    if (changes == seenChanges) {
      return;
    }
    seenChanges = changes;
    unlinked.clear();
    if (tree.hasUnlinked()) {
      nodes.stream()
          .map(NodeTracker::headBlock)
          .filter(head -> head != null && head.isKept())
          .distinct()
          .map(MissingHeaders::lowest)
          .distinct()
          .filter(this::isWorthLinking)
          .sorted(Comparator.comparingLong(Block::height).reversed())
          .forEach(unlinked::add);
    }
  }

  private static Block lowest(Block head) {
    Block block = head;
    while (block.parent() != null) {
      block = block.parent();
    }
    return block;
  }

  private boolean isWorthLinking(Block block) {
    return block.fetched() < MAX_FETCHED
        && block.height() > tree.lowestHeight()
        && tree.waits(block);
  }

  /** Headers that nobody had asked for, since start. */
  long ignored() {
    return ignored;
  }
}
