package io.driftgate.core.measure;

import java.util.ArrayList;
import java.util.List;

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
    boolean outweighed = false;
    for (List<Block> group : groups) {
      outweighed |= group.size() > 1 && judgeGroup(group, heads);
    }
    return outweighed;
  }

  private boolean judgeGroup(List<Block> group, List<Block> heads) {
    long undecided = quorum.configuredWeight();
    Block heaviest = group.get(0);
    for (Block side : group) {
      undecided -= weightOn(side, heads);
      heaviest = weightOn(side, heads) > weightOn(heaviest, heads) ? side : heaviest;
    }
    boolean outweighed = false;
    for (Block side : group) {
      boolean lost = weightOn(heaviest, heads) > weightOn(side, heads) + undecided;
      if (lost && !side.isOutweighed() && isDiverse(heaviest)) {
        heaviest.outweigh(false);
        side.outweigh(true);
        outweighed = true;
      }
    }
    return outweighed;
  }

  private static long weightOn(Block side, List<Block> heads) {
    long weight = 0;
    for (Block head : heads) {
      weight += side.reaches(head) ? head.headWeight() : 0;
    }
    return weight;
  }

  /** Where a quorum takes several families or operators, fewer outweigh nobody. */
  private boolean isDiverse(Block side) {
    return quorum.namesReachedBy(
        quorum.votersWho(voter -> voter.vouches() && side.reaches(voter.headBlock())));
  }

  /** Whether a head is, or stands on, a block that was outweighed; it may be null. */
  boolean condemn(Block head) {
    for (List<Block> group : groups) {
      for (Block side : group) {
        if (side.isOutweighed() && side.reaches(head)) {
          return true;
        }
      }
    }
    return false;
  }
}
