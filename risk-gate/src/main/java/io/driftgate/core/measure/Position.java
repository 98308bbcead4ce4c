package io.driftgate.core.measure;

import java.util.List;

/** Where a node stands to its chain: what it lacks, and whether it is on another (§4, §5). */
public final class Position {
  private final ChainTracker chain;
  private final Liveness liveness;
  private Block head;
  private Block lacking;
  private boolean conflicting;

  /** What that was worked out from. */
  private Block leadingTip;

  private Block referenceTip;
  private Block reference;
  private List<Block> detached = List.of();
  private long relinks = -1;

  /** Whether no known link joins its head to the leading chain. */
  private boolean apart;

  private long conflictSinceNanos = Deadlines.NEVER;

  Position(ChainTracker chain, Liveness liveness) {
    this.chain = chain;
    this.liveness = liveness;
  }

  /**
   * Looks again, once the chain's heads are known.
   *
   * @param node whose position it is: while it vouches for nothing, it says nothing else
   */
  void update(NodeTracker node, long nowNanos) {
    if (moved(node)) {
      lacking = leadingTip == null ? null : lackingOf(chain.leading().chain());
      conflicting = conflicts();
    }
    boolean conflicts = node.vouches() && conflicting;
    if (!conflicts) {
      conflictSinceNanos = Deadlines.NEVER;
    } else if (conflictSinceNanos == Deadlines.NEVER) {
      conflictSinceNanos = nowNanos;
    }
  }

  /** Notes what there is to compare; returns whether any of it is another. */
  private boolean moved(NodeTracker node) {
    boolean same =
        head == node.headBlock()
            && leadingTip == chain.leading().tip()
            && referenceTip == chain.history().chain().tip()
            && reference == chain.history().latest()
            && detached == chain.finality().detached().of(node)
            && relinks == chain.tree().relinks();
    head = node.headBlock();
    leadingTip = chain.leading().tip();
    referenceTip = chain.history().chain().tip();
    reference = chain.history().latest();
    detached = chain.finality().detached().of(node);
    relinks = chain.tree().relinks();
    return !same;
  }

  /** Its head, or a finalized block that it has reported and its head does not stand on. */
  private boolean conflicts() {
    boolean conflicts = head != null && Standing.conflicts(head, chain.history());
    for (int i = 0; i < detached.size() && !conflicts; i++) {
      conflicts = Standing.conflicts(detached.get(i), chain.history());
    }
    return conflicts;
  }

  /**
   * The first block of the leading chain that it lacks; null when it lacks none, or when nothing is
   * known. Of a chain that no known link joins to its head it is the first block from the height of
   * its lowest known ancestor on: what it lacks at the least.
   */
  private Block lackingOf(Canonical leading) {
    Block common = head == null || leading.tip() == null ? null : leading.commonWith(head);
    standsApart(head != null && leading.tip() != null && common == null);
    return common != null
        ? leading.firstAbove(common.height())
        : apart ? leading.firstAbove(Standing.lowest(head).height() - 1) : null;
  }

  private void standsApart(boolean nowApart) {
    if (nowApart != apart) {
      apart = nowApart;
      chain.leading().standsApart(nowApart);
    }
  }

  /** Its node is one of the chain no more. */
  void leave() {
    standsApart(false);
  }

  boolean diverged(long nowNanos) {
    return conflictSinceNanos != Deadlines.NEVER && nowNanos >= graceEndsAtNanos();
  }

  /** The instant from which it counts as diverged; none if that has passed. */
  long divergesAtNanos(long nowNanos) {
    return conflictSinceNanos == Deadlines.NEVER || diverged(nowNanos)
        ? Deadlines.NEVER
        : graceEndsAtNanos();
  }

  private long graceEndsAtNanos() {
    return Deadlines.after(conflictSinceNanos, chain.plan().graceNanos());
  }

  /**
   * How long it has lacked the first block of the leading chain that it lacks; 0 when it lacks
   * none; {@link NodeTracker#NO_VALUE} while UNKNOWN or without a leading head.
   */
  public long behindNanos(long nowNanos) {
    if (!liveness.alive() || chain.leading().tip() == null) {
      return NodeTracker.NO_VALUE;
    }
    if (lacking == null) {
      return 0;
    }
    long asOf = liveness.pushTrusted() ? nowNanos : liveness.lastSentNanos();
    return Math.max(0, asOf - lacking.firstSeenNanos());
  }

  /** What lies between the last answer and now: {@code behind} may be larger by this much. */
  public long behindUncertaintyNanos(long nowNanos) {
    return lacking == null || liveness.pushTrusted() ? 0 : liveness.sinceLastAnswerNanos(nowNanos);
  }

  /**
   * The first instant after now at which {@code behind} exceeds a threshold if nothing more
   * arrives; {@link Deadlines#NEVER} if it already does, or never will.
   */
  public long behindExceedsAtNanos(long thresholdNanos, long nowNanos) {
    if (!liveness.alive()
        || lacking == null
        || !liveness.pushTrusted()
        || behindNanos(nowNanos) > thresholdNanos) {
      return Deadlines.NEVER;
    }
    return Deadlines.after(lacking.firstSeenNanos(), thresholdNanos);
  }

  /** The instant since which {@code behind} grows with time; {@link Deadlines#NEVER} if not. */
  public long behindSinceNanos() {
    boolean grows = liveness.alive() && liveness.pushTrusted() && lacking != null;
    return grows ? lacking.firstSeenNanos() : Deadlines.NEVER;
  }

  /**
   * Leading height − own height, at least 0; {@link NodeTracker#NO_VALUE} without both, or while
   * UNKNOWN.
   */
  public long headLagBlocks() {
    Block leading = chain.leading().tip();
    return head == null || leading == null || !liveness.alive()
        ? NodeTracker.NO_VALUE
        : Math.max(0, leading.height() - head.height());
  }
}
