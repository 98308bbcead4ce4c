package io.driftgate.core.measure;

/** Where a node stands to its chain: what it lacks, and whether it is on another (§4, §5). */
final class Position {
  private final ChainTracker chain;
  private final Liveness liveness;
  private Block lacking;
  private long conflictSinceNanos = Deadlines.NEVER;

  Position(ChainTracker chain, Liveness liveness) {
    this.chain = chain;
    this.liveness = liveness;
  }

  /**
   * Looks again, once the chain's heads are known.
   *
   * @param head may be null
   */
  void update(Block head, long nowNanos) {
    lacking = Standing.firstLacking(head, chain.leading());
    boolean conflicts = head != null && Standing.conflicts(head, chain.history().chain());
    if (!conflicts) {
      conflictSinceNanos = Deadlines.NEVER;
    } else if (conflictSinceNanos == Deadlines.NEVER) {
      conflictSinceNanos = nowNanos;
    }
  }

  boolean diverged(long nowNanos) {
    return conflictSinceNanos != Deadlines.NEVER
        && nowNanos - conflictSinceNanos > chain.plan().graceNanos();
  }

  /** The instant from which it counts as diverged; none if that has passed. */
  long divergesAtNanos(long nowNanos) {
    return conflictSinceNanos == Deadlines.NEVER
        ? Deadlines.NEVER
        : laterThan(nowNanos, conflictSinceNanos + chain.plan().graceNanos());
  }

  /** The first instant past a limit; none if it has passed, whatever state hides that it has. */
  private static long laterThan(long nowNanos, long limitNanos) {
    return limitNanos >= nowNanos ? limitNanos + 1 : Deadlines.NEVER;
  }

  /** As {@link NodeTracker#behindNanos}. */
  long behindNanos(long nowNanos) {
    if (!liveness.alive() || chain.leading().tip() == null) {
      return NodeTracker.NO_VALUE;
    }
    if (lacking == null) {
      return 0;
    }
    long asOf = liveness.pushTrusted() ? nowNanos : liveness.lastSentNanos();
    return Math.max(0, asOf - lacking.firstSeenNanos());
  }

  /** As {@link NodeTracker#behindUncertaintyNanos}. */
  long behindUncertaintyNanos(long nowNanos) {
    return lacking == null || liveness.pushTrusted() ? 0 : liveness.sinceLastAnswerNanos(nowNanos);
  }

  /** As {@link NodeTracker#behindExceedsAtNanos}. */
  long behindExceedsAtNanos(long thresholdNanos, long nowNanos) {
    if (!liveness.alive()
        || lacking == null
        || !liveness.pushTrusted()
        || behindNanos(nowNanos) > thresholdNanos) {
      return Deadlines.NEVER;
    }
    return lacking.firstSeenNanos() + thresholdNanos + 1;
  }

  /** As {@link NodeTracker#headLagBlocks}. */
  long headLagBlocks(Block head) {
    Block leading = chain.leading().tip();
    return head == null || leading == null
        ? NodeTracker.NO_VALUE
        : Math.max(0, leading.height() - head.height());
  }

  /** Whether a head is further above the leading head than any voter's delay explains. */
  boolean isAloneAhead(Block head) {
    Block leading = chain.leading().tip();
    return leading != null && head.height() - leading.height() > chain.maxLeadBlocks();
  }
}
