package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Head;
import java.util.Arrays;

/** A known block: all that its header says; its link down, once that is known. */
final class Block {
  static final long NEVER = Long.MIN_VALUE;

  final int index;
  final Head head;
  Block parent;

  /** When each node first showed it or a descendant. */
  long[] arrivals;

  /** When each voter first vouched for it or a descendant. */
  long[] votes;

  /** It was corroborated, among others by voters that are no nodes any more; so it stays. */
  private int goneVoters;

  /** The earliest vote of those. */
  private long goneNanos = NEVER;

  /** Voters decided that another block with its hash is the true one. */
  boolean lost;

  /** Nodes that have vouched for it, voting or not. */
  long keepers;

  /** Of the voters that have shown it as their head, while they vouched. */
  long shownWeight;

  boolean wasReference;

  /** Some node has shown it: it was not only fetched. */
  boolean shown;

  boolean forgotten;

  /** It did not hash to what it names when it became known, and nobody has proved it since. */
  boolean refuted;

  /** It, or a descendant, was the leading head. */
  boolean led;

  Block(int index, Head head, int nodes) {
    this.index = index;
    this.head = head;
    arrivals = new long[nodes];
    votes = new long[nodes];
    Arrays.fill(arrivals, NEVER);
    Arrays.fill(votes, NEVER);
  }

  /** So many nodes may arrive from now on. */
  void widen(int nodes) {
    int before = arrivals.length;
    arrivals = Arrays.copyOf(arrivals, nodes);
    votes = Arrays.copyOf(votes, nodes);
    Arrays.fill(arrivals, before, nodes, NEVER);
    Arrays.fill(votes, before, nodes, NEVER);
  }

  /** A node is no more; what only it vouched for, nobody has. */
  void forget(int node) {
    if (votes[node] != NEVER && isCorroborated()) {
      goneVoters++;
      goneNanos = earlier(goneNanos, votes[node]);
    }
    arrivals[node] = NEVER;
    votes[node] = NEVER;
    keepers &= ~(1L << node);
  }

  private static long earlier(long one, long other) {
    return one == NEVER || (other != NEVER && other < one) ? other : one;
  }

  long height() {
    return head.height();
  }

  BlockRef ref() {
    return new BlockRef(head.height(), head.hash());
  }

  boolean is(BlockRef ref) {
    return head.height() == ref.height() && head.hash().equals(ref.hash());
  }

  boolean sameAs(Head other) {
    return head.equals(other);
  }

  /** Whether it is {@code other}, or an ancestor of it by known links. */
  boolean isUnder(Block other) {
    Block at = other;
    while (at != null && at.height() > height()) {
      at = at.parent;
    }
    return at == this;
  }

  boolean isUnderAny(Iterable<Block> others) {
    for (Block other : others) {
      if (isUnder(other)) {
        return true;
      }
    }
    return false;
  }

  /** The highest known block that both stand on, or are; null for none. */
  static Block common(Block one, Block two) {
    Block a = one;
    Block b = two;
    while (a != b && a != null && b != null) {
      if (a.height() > b.height()) {
        a = a.parent;
      } else if (b.height() > a.height()) {
        b = b.parent;
      } else {
        a = a.parent;
        b = b.parent;
      }
    }
    return a == b ? a : null;
  }

  static boolean conflict(Block one, Block two) {
    if (one == two) {
      return false;
    }
    Block common = common(one, two);
    return one.height() == two.height() || (common != null && common != one && common != two);
  }

  /**
   * Whether one of two blocks, or an ancestor, conflicts with the other or an ancestor of it: by
   * its height, or as another branch, where heights are skipped and no two are the same.
   */
  static boolean isOffChain(Block one, Block two) {
    return conflict(one, two) || chainsConflict(one, two);
  }

  private static boolean chainsConflict(Block one, Block two) {
    Block a = one;
    Block b = two;
    while (a != null && b != null && a != b) {
      if (a.height() > b.height()) {
        a = a.parent;
      } else if (b.height() > a.height()) {
        b = b.parent;
      } else {
        return true;
      }
    }
    return false;
  }

  /** The earliest vote for it. */
  long firstVote() {
    long first = goneNanos;
    for (long vote : votes) {
      first = earlier(first, vote);
    }
    return first;
  }

  /** How many voters have vouched for it. */
  int voters() {
    int voters = goneVoters;
    for (long vote : votes) {
      voters += vote == NEVER ? 0 : 1;
    }
    return voters;
  }

  boolean isCorroborated() {
    return led || goneVoters > 0 || voters() >= 2;
  }

  /** {@link #NEVER} while it has no value. */
  long firstSeen() {
    return isCorroborated() ? firstVote() : NEVER;
  }

  @Override
  public String toString() {
    return head.height() + ":" + Long.toHexString(head.hash().b());
  }
}
