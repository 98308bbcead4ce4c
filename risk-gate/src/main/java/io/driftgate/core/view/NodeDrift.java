package io.driftgate.core.view;

import java.util.OptionalLong;

/**
 * A node's arrival drift since start, and how exactly it is known (semantics §2, §5).
 *
 * @param arrivals arrival − first seen, of each block
 * @param uncertainty of each of these arrivals: the block may have been there by so much earlier
 * @param lastNanos the newest arrival's drift
 * @param lastUncertaintyNanos and its uncertainty
 * @param missedBlocks blocks that came while nothing was known of the node: counted, not recorded
 */
public record NodeDrift(
    Percentiles arrivals,
    Percentiles uncertainty,
    OptionalLong lastNanos,
    OptionalLong lastUncertaintyNanos,
    long missedBlocks) {
  /** Nothing has arrived. */
  public static final NodeDrift NONE =
      new NodeDrift(
          Percentiles.NONE, Percentiles.NONE, OptionalLong.empty(), OptionalLong.empty(), 0);
}
