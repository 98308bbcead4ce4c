package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.view.NodeState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One node's state and measures at an instant (semantics §4, §5). */
final class NodeOpinion {
  static final long NONE = -1;
  private static final List<BlockRef> NO_REPORTS = List.of();

  final NodeHistory history;
  final Corruption corruption = new Corruption();
  NodeState state = NodeState.UNKNOWN;

  /** Since when it contradicts the reference chain without a break. */
  long conflictSinceNanos = Block.NEVER;

  /** The first block of the leading chain that it lacks, or null. */
  Block lacked;

  boolean verifyUnsupported;
  Block head;

  NodeOpinion(NodeHistory history) {
    this.history = history;
  }

  Block head(long nowNanos) {
    return history.heads.at(nowNanos);
  }

  /** Whether it vouches for its own chain; it has a voice only with a weight. */
  boolean vouches(long nowNanos) {
    return vouchesIfNotCorrupt(nowNanos) && !corruption.isCorrupt();
  }

  boolean vouchesIfNotCorrupt(long nowNanos) {
    return history.isAlive(nowNanos) && !history.saysItIsNotReady();
  }

  /**
   * The known block that a report means: of several the one that its head stands on, else one that
   * it arrived at, else the one that most voters did, else the first known; null if none is known.
   */
  Block reported(BlockRef report, BlockBook book, long nowNanos) {
    Block meant = null;
    for (Block block : book.named(report)) {
      if (meant == null || isLikelier(block, meant, head(nowNanos))) {
        meant = block;
      }
    }
    return meant;
  }

  private boolean isLikelier(Block one, Block other, Block head) {
    if (one.isUnder(head) != other.isUnder(head)) {
      return one.isUnder(head);
    }
    boolean oneArrived = one.arrivals[history.index] != Block.NEVER;
    boolean otherArrived = other.arrivals[history.index] != Block.NEVER;
    return oneArrived == otherArrived ? one.voters() > other.voters() : oneArrived;
  }

  /** Its head as it was shown last; null before any. */
  Showing shownHead(long nowNanos) {
    return history.newestOf(head(nowNanos));
  }

  /** Whether nothing speaks against the header of its head. */
  boolean isUndoubted(long nowNanos) {
    return !shownHead(nowNanos).isDoubted();
  }

  /** Whether it vouches for a block that the reference chain leaves no room for. */
  boolean conflictsWith(Block reference, BlockBook book, long nowNanos) {
    if (reference == null || !vouches(nowNanos)) {
      return false;
    }
    if (Block.isOffChain(head(nowNanos), reference)) {
      return true;
    }
    for (BlockRef report : history.isVoter(nowNanos) ? history.vouchedReports() : NO_REPORTS) {
      Block block = reported(report, book, nowNanos);
      if (block != null && Block.isOffChain(block, reference)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Finds the first block of the leading chain that is not under its head. Nothing is known of what
   * lies below its lowest known block, so nothing is lacked there.
   */
  void compareWith(Block leading, long nowNanos) {
    lacked = null;
    head = head(nowNanos);
    if (leading == null || head == null) {
      return;
    }
    Block common = Block.common(leading, head);
    long anchor = common == null ? anchor(head).height() : 0;
    for (Block at = leading; at != common && at.height() >= anchor; at = at.parent) {
      lacked = at;
    }
  }

  private static Block anchor(Block head) {
    Block at = head;
    while (at.parent != null) {
      at = at.parent;
    }
    return at;
  }

  /** {@link #NONE} while UNKNOWN, or without a leading head. */
  long behindNanos(Block leading, long nowNanos) {
    if (leading == null || !history.isAlive(nowNanos)) {
      return NONE;
    }
    if (lacked == null || lacked.firstSeen() == Block.NEVER) {
      return 0;
    }
    long until = growsBehind() ? nowNanos : history.askedNanos;
    return Math.max(0, until - lacked.firstSeen());
  }

  /** Whether {@code behind} grows while nothing arrives. */
  boolean growsBehind() {
    return history.pushTrusted && lacked != null && lacked.firstSeen() != Block.NEVER;
  }

  long uncertaintyNanos(long nowNanos) {
    if (history.pushTrusted || lacked == null || lacked.firstSeen() == Block.NEVER) {
      return 0;
    }
    return nowNanos - Math.max(history.askedNanos, lacked.firstSeen());
  }

  boolean isGood() {
    return state == NodeState.IN_SYNC || state == NodeState.LAGGING;
  }

  /** All flags that are compared. */
  Set<NodeFlag> flags(long nowNanos) {
    Set<NodeFlag> flags = EnumSet.noneOf(NodeFlag.class);
    flags.addAll(history.saidFlags());
    flag(flags, NodeFlag.JITTER, Features.on(Features.JITTER) && history.heads.isJitter(nowNanos));
    boolean unknown = Features.on(Features.FINALITY_BY_HASH) && history.isFinalityUnknown();
    flag(flags, NodeFlag.FINALITY_UNKNOWN, unknown);
    flag(flags, NodeFlag.PUSH_LOST, history.pushLost);
    flag(flags, NodeFlag.RATE_LIMITED, history.rateLimited);
    flag(flags, NodeFlag.VERIFY_UNSUPPORTED, verifyUnsupported);
    flag(flags, NodeFlag.DRAINED, history.isDrained(nowNanos));
    return flags;
  }

  private static void flag(Set<NodeFlag> flags, NodeFlag flag, boolean on) {
    if (on) {
      flags.add(flag);
    }
  }
}
