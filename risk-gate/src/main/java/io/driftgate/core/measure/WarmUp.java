package io.driftgate.core.measure;

/**
 * Whether a chain of blocks has been followed for long enough to be judged by: one reference, plus
 * one rise (semantics §3, §6.4).
 *
 * <p>A reference that no known link joins to the one before may be a jump whose skipped headers are
 * still being fetched. The chain is as warm as it was until it has stayed unlinked for longer than
 * a grace; only then has it re-anchored, and warms up again.
 */
final class WarmUp {
  private static final long WARM_RISES = 2;

  private long rises;
  private long risesBefore;
  private Canonical left;
  private long leftNanos;

  void rose() {
    rises++;
  }

  boolean warm() {
    return (left == null ? rises : risesBefore) >= WARM_RISES;
  }

  /** The reference leaves a chain, null for none, for a block that is not known to stand on it. */
  void jumpedFrom(Canonical chain, long nowNanos) {
    if (left == null && chain.tip() != null) {
      left = chain.copy();
      leftNanos = nowNanos;
      risesBefore = rises;
    }
    rises = 0;
  }

  /** A block's parent became known: the chain that was left may reach further down. */
  void relinked(Block child) {
    if (left != null) {
      left.relinked(child);
    }
  }

  /** Where the reference is known to stand on the chain it left; null if it left none, or not. */
  Block foothold(Block reference) {
    return left == null ? null : left.commonWith(reference);
  }

  /** The links are found: it was one chain all the time. Returns the tip that was left. */
  Block rejoin() {
    Block tip = left.tip();
    left = null;
    rises += risesBefore;
    return tip;
  }

  /** Re-anchors if it stayed unlinked for longer than the grace; returns whether it did. */
  boolean expire(long graceNanos, long nowNanos) {
    boolean over = left != null && nowNanos - leftNanos > graceNanos;
    if (over) {
      left = null;
      rises = 1;
    }
    return over;
  }

  /** The instant at which {@link #expire} would; {@link Deadlines#NEVER} while nothing was left. */
  long dueNanos(long graceNanos) {
    return left == null ? Deadlines.NEVER : Deadlines.after(leftNanos, graceNanos);
  }
}
