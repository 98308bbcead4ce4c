package io.driftgate.core.plan;

import io.driftgate.core.fact.ChainId;

/**
 * One chain.
 *
 * @param blockTimeNanos expected time between blocks, above 0
 * @param graceNanos {@code divergence.grace}; default one block time, at most 12 s
 * @param toleranceNanos {@code sync.tolerance}; default max(500 ms, a quarter of the block time)
 * @param quietLegal whether the chain may lawfully produce no blocks
 * @param maxLeadBlocks a node alone further above the leading head is SUSPECT; {@link
 *     #DEFAULT_MAX_LEAD} for 3, or as many as arrive in the slowest voter's interval + timeout
 */
public record ChainPlan(
    ChainId id,
    long blockTimeNanos,
    QuorumPlan quorum,
    long graceNanos,
    long toleranceNanos,
    boolean quietLegal,
    long maxLeadBlocks) {
  public static final long DEFAULT_MAX_LEAD = 0;

  private static final long MAX_DEFAULT_GRACE_NANOS = 12_000_000_000L;
  private static final long MIN_DEFAULT_TOLERANCE_NANOS = 500_000_000L;

  public ChainPlan {
    if (blockTimeNanos <= 0) {
      throw new IllegalArgumentException("blockTime must be above 0");
    }
    if (maxLeadBlocks < 0) {
      throw new IllegalArgumentException("maxLead must not be negative");
    }
    if (graceNanos < 0 || toleranceNanos < 0) {
      throw new IllegalArgumentException("grace and tolerance must not be negative");
    }
  }

  /** A chain with the default {@code maxLead}. */
  public ChainPlan(
      ChainId id,
      long blockTimeNanos,
      QuorumPlan quorum,
      long graceNanos,
      long toleranceNanos,
      boolean quietLegal) {
    this(id, blockTimeNanos, quorum, graceNanos, toleranceNanos, quietLegal, DEFAULT_MAX_LEAD);
  }

  /** The default {@code divergence.grace} for a block time. */
  public static long defaultGraceNanos(long blockTimeNanos) {
    return Math.min(blockTimeNanos, MAX_DEFAULT_GRACE_NANOS);
  }

  /** The default {@code sync.tolerance}: a block takes time to travel. */
  public static long defaultToleranceNanos(long blockTimeNanos) {
    return Math.max(MIN_DEFAULT_TOLERANCE_NANOS, blockTimeNanos / 4);
  }
}
