package io.driftgate.core.measure;

import io.driftgate.core.fact.LivenessObserved;
import java.util.List;

/**
 * From when on a chain counts as stale: the last rise of its reference.
 *
 * <p>A chain that may lawfully be quiet owes a block only while some vouching node of any weight
 * shows one above the reference, or its liveness probe fails; it is stale from then on, and not
 * before the last rise (semantics §5).
 */
public final class Staleness {
  private final ChainTracker chain;
  private NodeTracker witness;
  private long referenceHeight = Long.MAX_VALUE;
  private boolean probeFails;
  private long probedNanos = Long.MIN_VALUE;
  private long owesSinceNanos = Deadlines.NEVER;

  Staleness(ChainTracker chain) {
    this.chain = chain;
  }

  /** {@link Deadlines#NEVER} while it is not, or not known to be. */
  public long sinceNanos() {
    long roseNanos = chain.readout().lastRiseNanos();
    return chain.plan().quietLegal() ? Math.max(roseNanos, owesSinceNanos) : roseNanos;
  }

  /** Takes the probe's word; one older than the newest comes too late. */
  public void probed(LivenessObserved fact, long nowNanos) {
    if (fact.at().nanos() >= probedNanos) {
      probedNanos = fact.at().nanos();
      probeFails = !fact.alive();
      update(List.of(), nowNanos);
    }
  }

  /** Looks again after these nodes were heard. */
  void update(List<NodeTracker> touched, long nowNanos) {
    if (!chain.plan().quietLegal()) {
      return;
    }
    findWitness(touched);
    boolean owes = witness != null || probeFails;
    if (owes != (owesSinceNanos != Deadlines.NEVER)) {
      owesSinceNanos = owes ? nowNanos : Deadlines.NEVER;
      chain.topics().reference().changed();
    }
  }

  private void findWitness(List<NodeTracker> touched) {
    long heightBefore = referenceHeight;
    Block reference = chain.history().latest();
    referenceHeight = reference == null ? Long.MAX_VALUE : reference.height();
    if (witness != null && !isAbove(witness)) {
      witness = firstAbove(chain.nodes());
    } else if (witness == null) {
      witness = firstAbove(referenceHeight < heightBefore ? chain.nodes() : touched);
    }
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
}
