package io.driftgate.core.order;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;

/**
 * A node is taken out for planned work (semantics §4, DRAINED): its weight leaves every
 * denominator. A newer order replaces an older one; one that ends at or before it is given lifts
 * it. Refused, with a notice, where fewer than {@code quorum.minNodes} voters would be left.
 *
 * @param who a person or program, for the journal
 * @param why for the journal
 * @param untilNanos the drain ends at this core time
 */
public record DrainOrder(NodeId node, String who, String why, long untilNanos, Stamp at) {
  /** Ends a drain. */
  public static DrainOrder lift(NodeId node, String who, String why, Stamp at) {
    return new DrainOrder(node, who, why, at.nanos(), at);
  }
}
