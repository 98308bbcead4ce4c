package io.driftgate.core.view;

import io.driftgate.core.fact.ChainId;
import java.util.List;

/**
 * How much is held in memory of what nodes told; none of it grows with what they tell beyond its
 * bound.
 *
 * @param chains in order of configuration
 * @param deadlines slots in use: one for each chain, node, bound and market, and a few for each
 *     chain's measures
 */
public record Held(List<OfChain> chains, int deadlines) {
  public Held {
    chains = List.copyOf(chains);
  }

  /** Whether everything is within its bound. */
  public boolean isWithinBounds() {
    return chains.stream().allMatch(OfChain::isWithinBounds);
  }

  /**
   * What one chain holds.
   *
   * @param nodes of the plan
   * @param indices given to nodes, with those that are free again
   * @param blocks around the head
   * @param maxBlocks what so many nodes can make it hold: for each the newest 1,024 that it vouched
   *     for and 17 heads, and 1,025 that were the reference
   * @param waitingLinks blocks whose parent is unknown; at most {@code blocks}
   * @param pendingArrivals of blocks that nobody has corroborated
   * @param maxPendingArrivals 1,024 for each node
   * @param histograms scopes of drift and round trip for which something was recorded; for each
   *     node at most itself, a cluster, an operator and a family, and the chain
   */
  public record OfChain(
      ChainId chain,
      int nodes,
      int indices,
      int blocks,
      long maxBlocks,
      int waitingLinks,
      int pendingArrivals,
      long maxPendingArrivals,
      int histograms) {
    private static final int FAMILIES = 32;

    /** Whether everything is within its bound. */
    public boolean isWithinBounds() {
      return blocks <= maxBlocks
          && waitingLinks <= blocks
          && pendingArrivals <= maxPendingArrivals
          && histograms <= 2 * (3L * nodes + FAMILIES + 1);
    }
  }
}
