package io.driftgate.core.opinion;

import java.util.ArrayList;
import java.util.List;

/** Whether the fleet is torn (definitions, SPLIT). */
final class SplitOpinion {
  private final Vouching vouching;
  private final Quorum quorum;
  private final List<Block> tips;

  SplitOpinion(Vouching vouching, Quorum quorum) {
    this.vouching = vouching;
    this.quorum = quorum;
    tips = tipsOf(vouching);
  }

  boolean isTorn() {
    return !standOnOneChain() && someBlockIsLost();
  }

  private boolean someBlockIsLost() {
    List<Block> disputed = new ArrayList<>();
    for (Block block : vouching.vouched()) {
      if (against(block) != 0) {
        disputed.add(block);
      }
    }
    for (Block block : disputed) {
      if (!couldReach(block) && noRivalCouldReach(block, disputed)) {
        return true;
      }
    }
    return false;
  }

  private boolean noRivalCouldReach(Block block, List<Block> disputed) {
    for (Block rival : disputed) {
      if (Block.conflict(block, rival) && couldReach(rival)) {
        return false;
      }
    }
    return true;
  }

  private boolean couldReach(Block block) {
    return quorum.couldBeSatisfiedBy(quorum.voters() & ~against(block));
  }

  /** Voters that vouch for a block that conflicts with this one. */
  private long against(Block block) {
    long against = 0;
    for (Block other : tips) {
      if ((vouching.by(other) & ~against) != 0 && conflictsWithChain(block, other)) {
        against |= vouching.by(other);
      }
    }
    return against;
  }

  /** Whether {@code tip} or something under it conflicts with a block. */
  private static boolean conflictsWithChain(Block block, Block tip) {
    if (Block.common(block, tip) != null) {
      return Block.conflict(block, tip);
    }
    Block at = tip;
    while (at != null && at.height() > block.height()) {
      at = at.parent;
    }
    return at != null && at.height() == block.height();
  }

  /** Blocks that some voter vouches for without vouching for a child: all else lies under them. */
  private static List<Block> tipsOf(Vouching vouching) {
    long[] above = new long[vouching.size()];
    for (Block block : vouching.vouched()) {
      if (block.parent != null) {
        above[block.parent.index] |= vouching.by(block);
      }
    }
    List<Block> tips = new ArrayList<>();
    for (Block block : vouching.vouched()) {
      if ((vouching.by(block) & ~above[block.index]) != 0) {
        tips.add(block);
      }
    }
    return tips;
  }

  private boolean standOnOneChain() {
    Block top = null;
    for (Block tip : tips) {
      top = top == null || tip.height() > top.height() ? tip : top;
    }
    for (Block tip : tips) {
      if (!tip.isUnder(top)) {
        return false;
      }
    }
    return true;
  }
}
