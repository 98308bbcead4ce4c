package io.driftgate.core.measure;

import io.driftgate.core.plan.ChainPlan;
import java.util.List;

/** The leading head (semantics §3), and what a node may be above it (§4, SUSPECT). */
final class LeadingHead {
  private static final int DEFAULT_MAX_LEAD_BLOCKS = 3;
  private static final int LONE = 2;

  private long blockTimeNanos;
  private long freshNanos;
  private long maxLeadBlocks;
  private LeadPace pace;
  private final Canonical chain = new Canonical();
  private boolean leads;

  /** Nodes whose heads no known link joins to the leading chain. */
  private int apart;

  /** Judges by a plan from now on; at another block time the pace is measured anew. */
  void become(ChainPlan plan, List<NodeTracker> voters) {
    if (blockTimeNanos != plan.blockTimeNanos()) {
      blockTimeNanos = plan.blockTimeNanos();
      pace = new LeadPace(blockTimeNanos);
    }
    freshNanos = Deadlines.times(blockTimeNanos, 2);
    maxLeadBlocks =
        plan.maxLeadBlocks() == ChainPlan.DEFAULT_MAX_LEAD
            ? defaultMaxLead(voters)
            : plan.maxLeadBlocks();
  }

  /** Three, or as many as arrive in the slowest voter's interval + timeout (semantics §4). */
  private long defaultMaxLead(List<NodeTracker> voters) {
    long slowest = 1;
    for (NodeTracker voter : voters) {
      slowest = Math.max(slowest, voter.plan().errorBarNanos());
    }
    return Math.max(DEFAULT_MAX_LEAD_BLOCKS, (slowest - 1) / blockTimeNanos + 1);
  }

  /** Null while no block is corroborated. */
  Block tip() {
    return leads ? chain.tip() : null;
  }

  /** The leading chain; the last one while nothing leads. */
  Canonical chain() {
    return chain;
  }

  void moveTo(Block tip) {
    leads = tip != null;
    if (leads) {
      chain.moveTo(tip);
    }
  }

  /** A node's head is not known to stand on a block of the leading chain, or is by now. */
  void standsApart(boolean begins) {
    apart += begins ? 1 : -1;
  }

  /** Whether what some node lacks depends on how far down its own chain is known. */
  boolean anyApart() {
    return apart > 0;
  }

  /** Notes what led, before it moves. */
  void advance(long nowNanos) {
    pace.advance(nowNanos, tip());
  }

  /**
   * The highest block that one voter alone may lead with: of at most two voters that are heard of,
   * and as high above the reference chain as its age explains. A parent's hash is easily named; who
   * is to tell what height stands on it?
   *
   * @param corroborated the highest that two vouch for; null for none
   * @return it, or what leads alone; null for none
   */
  Block highestOf(
      Block corroborated, List<Block> heads, List<NodeTracker> voters, Canonical reference) {
    Block highest = corroborated;
    for (int i = 0; i < heads.size(); i++) {
      Block lone = isTrusted(heads.get(i), voters) ? lone(heads.get(i), reference) : null;
      if (lone != null && outranks(lone, highest, voters)) {
        highest = lone;
      }
    }
    return highest;
  }

  /** Whether so few are heard of that one may lead alone. */
  static boolean oneMayLead(int observers) {
    return observers <= LONE;
  }

  private static boolean isTrusted(Block head, List<NodeTracker> voters) {
    for (int i = 0; i < voters.size(); i++) {
      NodeTracker voter = voters.get(i);
      if (voter.headBlock() == head && voter.vouches() && !voter.doubt().isDoubted()) {
        return true;
      }
    }
    return false;
  }

  private Block lone(Block head, Canonical reference) {
    if (reference.commonWith(head) == null) {
      return null;
    }
    Block block = head;
    while (!reference.contains(block) && !isInReach(block, reference.tip())) {
      block = block.parent();
    }
    return block;
  }

  /** No further above the reference than {@code maxLead} and twice the block rate explain. */
  private boolean isInReach(Block block, Block reference) {
    long ageNanos = Math.max(0, block.firstSeenNanos() - reference.firstSeenNanos());
    long arrived = LeadPace.blocksAtTwiceTheRate(ageNanos, blockTimeNanos);
    return block.height() - reference.height() <= Deadlines.plus(maxLeadBlocks, arrived);
  }

  /** Higher; among equals in height more weight, then the lower hash. */
  private static boolean outranks(Block head, Block other, List<NodeTracker> voters) {
    if (other == null || head.height() != other.height()) {
      return other == null || head.height() > other.height();
    }
    int order = Long.compare(weight(head, voters), weight(other, voters));
    return order != 0 ? order > 0 : head.head().compareTo(other.head()) < 0;
  }

  /** Of the voters that vouch for a block: hardly anybody is heard of. */
  private static long weight(Block block, List<NodeTracker> voters) {
    long weight = 0;
    for (int i = 0; i < voters.size(); i++) {
      NodeTracker voter = voters.get(i);
      weight += voter.vouches() && vouchesFor(voter, block) ? voter.plan().weight() : 0;
    }
    return weight;
  }

  private static boolean vouchesFor(NodeTracker voter, Block block) {
    List<Block> detached = voter.chain().finality().detached().of(voter);
    boolean vouches = block.reaches(voter.headBlock());
    for (int i = 0; i < detached.size() && !vouches; i++) {
      vouches = block.reaches(detached.get(i));
    }
    return vouches;
  }

  /** Whether a head is so high above, or so fast, that it is not to be believed. */
  boolean isSuspect(Block head, long nowNanos) {
    return isFresh(nowNanos) && (isAlone(head) || pace.isTooFast(head.height()));
  }

  private boolean isAlone(Block head) {
    return head.height() - tip().height() > maxLeadBlocks;
  }

  /** The instant after now at which that changes if nothing more arrives. */
  long suspicionChangesAtNanos(Block head, long nowNanos) {
    if (!isFresh(nowNanos) || (!isAlone(head) && !isPaceDecisive(head))) {
      return Deadlines.NEVER;
    }
    boolean flips = !isAlone(head) && pace.changesWithNextSlice(head.height());
    return flips ? Math.min(pace.nextSliceNanos(), staleAtNanos()) : staleAtNanos();
  }

  private boolean isPaceDecisive(Block head) {
    return pace.isTooFast(head.height()) || pace.changesWithNextSlice(head.height());
  }

  /** While it was first seen at most two block times ago. */
  private boolean isFresh(long nowNanos) {
    return leads && nowNanos < staleAtNanos();
  }

  private long staleAtNanos() {
    return Deadlines.after(tip().firstSeenNanos(), freshNanos);
  }
}
