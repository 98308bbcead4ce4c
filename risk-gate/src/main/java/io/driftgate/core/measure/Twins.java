package io.driftgate.core.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Blocks that share a hash and differ in state root, height, parent or timestamp: at most one of
 * them can be. The voters that stand on each decide which is not (semantics §4), as soon as those
 * who stand on none could not turn it any more.
 *
 * <p>There are none on an honest chain, and nothing is done for them then.
 */
final class Twins {
  /** Hashes watched; the oldest are let go. */
  private static final int MAX_GROUPS = 16;

  /** A group further below the reference than this is over. */
  private static final int WATCHED_BLOCKS = 256;

  private final Quorum quorum;

  /** All known blocks of one hash each, as the tree holds them. */
  private final List<List<Block>> groups = new ArrayList<>();

  /** By group, the side that a head stands on; and whether it stands on several. */
  private final Block[] stoodOn = new Block[MAX_GROUPS];

  private final boolean[] ambiguous = new boolean[MAX_GROUPS];
  private boolean unjudged;

  Twins(Quorum quorum) {
    this.quorum = quorum;
  }

  /** A hash has one more block; there are at least two. */
  void appeared(List<Block> sameHash) {
    groups.removeIf(group -> group == sameHash);
    groups.add(sameHash);
    unjudged = true;
    if (groups.size() > MAX_GROUPS) {
      groups.remove(0);
    }
  }

  boolean any() {
    return !groups.isEmpty();
  }

  /** Whether there are new ones. */
  boolean unjudged() {
    return unjudged;
  }

  /** Lets go of those that are decided, or forgotten, long since. */
  void forgetBelow(long referenceHeight) {
    groups.removeIf(
        group ->
            group.size() < 2
                || group.stream().allMatch(b -> b.height() < referenceHeight - WATCHED_BLOCKS));
  }

  /**
   * Weighs the sides.
   *
   * @param heads each block that is a vouching voter's head, once
   * @return whether a side that stood so far has been outweighed
   */
  boolean judge(List<Block> heads) {
    unjudged = false;
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).forEach(Block::clearStandingWeight);
    }
    long floor = lowest(side -> true);
    for (int i = 0; i < heads.size(); i++) {
      weigh(heads.get(i), floor);
    }
    boolean outweighed = false;
    for (List<Block> group : groups) {
      outweighed |= group.size() > 1 && judgeGroup(group);
    }
    return outweighed;
  }

  private long lowest(Predicate<Block> counts) {
    long lowest = Long.MAX_VALUE;
    for (List<Block> group : groups) {
      for (Block side : group) {
        lowest = counts.test(side) ? Math.min(lowest, side.height()) : lowest;
      }
    }
    return lowest;
  }

  /** One walk for all groups: a liar's may have many sides, far below. */
  private void weigh(Block head, long floor) {
    Arrays.fill(stoodOn, null);
    Arrays.fill(ambiguous, false);
    for (Block b = head; b != null && b.height() >= floor; b = b.parent()) {
      int group = b.hasTwin() ? groupOf(b) : -1;
      if (group >= 0) {
        ambiguous[group] = stoodOn[group] != null;
        stoodOn[group] = b;
      }
    }
    for (int i = 0; i < stoodOn.length; i++) {
      if (stoodOn[i] != null && !ambiguous[i]) {
        stoodOn[i].addStandingWeight(head.headWeight());
      }
    }
  }

  /** That which watches a block's hash; -1 for none. */
  private int groupOf(Block block) {
    for (int i = 0; i < groups.size(); i++) {
      if (!groups.get(i).isEmpty() && groups.get(i).get(0).hash().equals(block.hash())) {
        return i;
      }
    }
    return -1;
  }

  private boolean judgeGroup(List<Block> group) {
    long undecided = quorum.configuredWeight();
    Block heaviest = group.get(0);
    for (Block side : group) {
      undecided -= side.standingWeight();
      heaviest = side.standingWeight() > heaviest.standingWeight() ? side : heaviest;
    }
    boolean outweighed = false;
    for (Block side : group) {
      boolean lost = heaviest.standingWeight() > side.standingWeight() + undecided;
      if (lost && !side.isOutweighed()) {
        if (!isShownByMany(heaviest) || !isDiverse(heaviest, group)) {
          return false;
        }
        heaviest.outweigh(false);
        side.outweigh(true);
        outweighed = true;
      }
    }
    return outweighed;
  }

  /**
   * Whether voters of more weight than a quorum can spare have shown it themselves: who only stands
   * on it by a link cannot tell it from another with its hash.
   */
  boolean isShownByMany(Block side) {
    return quorum.isDeniedBy(side.shownWeight());
  }

  /** Where a quorum takes several families or operators, fewer outweigh nobody. */
  private boolean isDiverse(Block side, List<Block> group) {
    return !quorum.asksForNames()
        || quorum.namesReachedBy(
            quorum.votersWho(
                voter -> voter.vouches() && standsOnlyOn(side, group, voter.headBlock())));
  }

  private static boolean standsOnlyOn(Block side, List<Block> group, Block head) {
    return side.reaches(head)
        && group.stream().noneMatch(other -> other != side && other.reaches(head));
  }

  /** Whether a head is, or stands on, a block that was outweighed; it may be null. */
  boolean condemn(Block head) {
    long floor = lowest(Block::isOutweighed);
    for (Block b = head; b != null && b.height() >= floor; b = b.parent()) {
      if (b.isOutweighed() && groupOf(b) >= 0) {
        return true;
      }
    }
    return false;
  }
}
