package io.driftgate.core.fact;

/**
 * What one rollup node said of its progress against its base layer; each -1 where it did not say.
 *
 * @param node who said it
 * @param received when the last byte was read
 * @param originLagBlocks base layer's head − the newest block's base-layer origin, in base blocks
 * @param originLagMs the difference of their timestamps
 * @param batchLagBlocks newest block − newest block derived from batches on the base layer
 * @param batchLagMs the difference of their timestamps
 */
public record RollupObserved(
    NodeId node,
    Stamp received,
    long originLagBlocks,
    long originLagMs,
    long batchLagBlocks,
    long batchLagMs) {
  /** Not said. */
  public static final long UNSAID = -1;

  public RollupObserved {
    if (originLagBlocks < UNSAID
        || originLagMs < UNSAID
        || batchLagBlocks < UNSAID
        || batchLagMs < UNSAID) {
      throw new IllegalArgumentException("a lag is at least 0, or -1 where it was not said");
    }
  }
}
