package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Head;
import io.driftgate.core.view.NodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which headers would link shown heads to what is known below them (semantics §3, jumps over
 * heights): of each head's known ancestors the lowest names one. So there are never more than
 * nodes; and a liar's head is good for {@value #MAX_FETCHED} fetches.
 */
public final class MissingHeaders {
  /** Of one head's gap; one that is longer stays, and the head re-anchors. */
  static final int MAX_FETCHED = 32;

  private final BlockTree tree;
  private final List<NodeTracker> nodes;
  private final List<Block> unlinked = new ArrayList<>();
  private long seenChanges = -1;
  private long moves;
  private long ignored;

  MissingHeaders(BlockTree tree, List<NodeTracker> nodes) {
    this.tree = tree;
    this.nodes = nodes;
  }

  /** Some node's head is another one, or it vouches for it or does not, or it is a node no more. */
  void moved() {
    moves++;
  }

  /** Newest first; heights are the highest that the parents can have. */
  public List<BlockRef> list() {
    look();
    return unlinked.stream()
        .map(block -> new BlockRef(block.height() - 1, block.head().parentHash()))
        .distinct()
        .toList();
  }

  /** Takes a header in if it was asked for, and not of a CORRUPT node; returns whether it did. */
  boolean fetched(Head head, NodeTracker from) {
    int above = from.state() == NodeState.CORRUPT ? MAX_FETCHED : fetchedAbove(head);
    if (above == MAX_FETCHED) {
      ignored++;
      return false;
    }
    tree.addFetched(head, above + 1);
    return true;
  }

  /** So many were fetched from a shown block down to this one; the most if none asks for it. */
  private int fetchedAbove(Head head) {
    look();
    int fetched = MAX_FETCHED;
    for (Block block : unlinked) {
      if (block.head().parentHash().equals(head.hash())
          && BlockTree.isAbove(block.height(), head.height())) {
        fetched = Math.min(fetched, block.fetched());
      }
    }
    return fetched;
  }

  /** Whoever asks does so after every input: nothing is done where nothing can have changed. */
  private void look() {
    long changes = tree.changes() + tree.relinks() + tree.forgotten() + moves;
    if (changes == seenChanges) {
      return;
    }
    seenChanges = changes;
    unlinked.clear();
    if (tree.hasUnlinked()) {
      nodes.stream()
          .map(NodeTracker::headBlock)
          .filter(head -> head != null && head.isEverVouchedFor())
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

  /** Headers that were told and not taken in, since start. */
  public long ignored() {
    return ignored;
  }
}
