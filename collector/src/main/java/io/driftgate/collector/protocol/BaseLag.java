package io.driftgate.collector.protocol;

/**
 * How far a rollup's node is behind its base layer; each -1 where it does not say.
 *
 * @param originLagBlocks base layer's head − the newest block's base-layer origin, in base blocks
 * @param originLagMs the difference of their timestamps
 * @param batchLagBlocks newest block − newest block derived from batches on the base layer
 * @param batchLagMs the difference of their timestamps
 */
public record BaseLag(
    long originLagBlocks, long originLagMs, long batchLagBlocks, long batchLagMs) {}
