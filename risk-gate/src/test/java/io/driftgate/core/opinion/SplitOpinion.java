package io.driftgate.core.opinion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    Set<Block> trunk = trunk();
    List<Block> reachable = new ArrayList<>();
    List<Block> lost = new ArrayList<>();
    for (Block block : vouching.vouched()) {
      long against = trunk.contains(block) ? 0 : against(block);
      if (against != 0) {
        boolean couldReach = quorum.couldBeSatisfiedBy(quorum.voters() & ~against);
        (couldReach ? reachable : lost).add(block);
      }
    }
    return lost.stream()
        .anyMatch(block -> reachable.stream().noneMatch(rival -> Block.conflict(block, rival)));
  }

  /** Blocks that everything stands on: nothing conflicts with these. */
  private Set<Block> trunk() {
    Block common = tips.get(0);
    for (Block tip : tips) {
      common = common == null ? null : Block.common(common, tip);
    }
    Set<Block> trunk = new HashSet<>();
    for (Block at = common; at != null; at = at.parent) {
      trunk.add(at);
    }
    return trunk;
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
