package io.driftgate.core.measure;

import io.driftgate.core.fact.LivenessObserved;
import java.util.List;

/**
 * Whether a chain that may lawfully be quiet owes a block: while some vouching node of any weight
 * shows one above the reference, or the chain's liveness probe fails (semantics §5).
 */
final class Quiet {
  private NodeTracker witness;
  private long referenceHeight = Long.MAX_VALUE;
  private boolean probeFails;
  private long probedNanos = Long.MIN_VALUE;
  private long owesSinceNanos = Deadlines.NEVER;

  /** Takes the probe's word; one older than the newest comes too late. */
  void probed(LivenessObserved fact) {
    if (fact.at().nanos() >= probedNanos) {
      probedNanos = fact.at().nanos();
      probeFails = !fact.alive();
    }
  }

  /**
   * Looks again after a step.
   *
   * @param touched of {@code nodes}, those heard in it
   * @param reference the newest; null before the first
   * @return whether the chain owes a block since now, or no longer
   */
  boolean update(
      List<NodeTracker> touched, List<NodeTracker> nodes, Block reference, long nowNanos) {
    long heightBefore = referenceHeight;
    referenceHeight = reference == null ? Long.MAX_VALUE : reference.height();
    if (witness != null && !isAbove(witness)) {
      witness = firstAbove(nodes);
    } else if (witness == null) {
      witness = firstAbove(referenceHeight < heightBefore ? nodes : touched);
    }
    boolean owes = witness != null || probeFails;
    boolean changed = owes != (owesSinceNanos != Deadlines.NEVER);
    if (changed) {
      owesSinceNanos = owes ? nowNanos : Deadlines.NEVER;
    }
    return changed;
  }

  private NodeTracker firstAbove(List<NodeTracker> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      if (isAbove(nodes.get(i))) {
        return nodes.get(i);
      }
    }
    return null;
  }

  private boolean isAbove(NodeTracker node) {
    return node.vouches() && node.headBlock().height() > referenceHeight;
  }

  /** Since when it has owed a block without a break; {@link Deadlines#NEVER} if it does not. */
  long owesSinceNanos() {
    return owesSinceNanos;
  }
}
