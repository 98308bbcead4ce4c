package io.driftgate.core.measure;

import java.util.ArrayList;
import java.util.List;

/** The blocks that vouching voters have as their heads, with the votes on each. */
final class Heads {
  private final List<Block> blocks = new ArrayList<>();
  private boolean moved;

  void addVote(Block head, long weight) {
    if (head.headVoters() == 0) {
      blocks.add(head);
    }
    head.addVote(weight);
    moved = true;
  }

  void removeVote(Block head, long weight) {
    head.removeVote(weight);
    if (head.headVoters() == 0) {
      blocks.remove(head);
    }
    moved = true;
  }

  /** Something that votes, or what they stand on, depend on changed. */
  void recount() {
    moved = true;
  }

  /** Whether votes have to be counted again. */
  boolean moved() {
    return moved;
  }

  void counted() {
    moved = false;
  }

  /** Each once. */
  List<Block> blocks() {
    return blocks;
  }
}
