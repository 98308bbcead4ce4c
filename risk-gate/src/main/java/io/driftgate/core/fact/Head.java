package io.driftgate.core.fact;

/**
 * A block header's part that is compared between nodes.
 *
 * @param height block number (slot where a chain counts slots), at least 0
 * @param hash the block's hash
 * @param parentHash its parent's hash
 * @param stateRoot state after the block, or what the protocol has in its place
 * @param timestampMs the block's own timestamp, Unix milliseconds
 */
public record Head(long height, Hash hash, Hash parentHash, Hash stateRoot, long timestampMs) {
  public Head {
    if (height < 0 || timestampMs < 0) {
      throw new IllegalArgumentException("height and timestamp must not be negative");
    }
  }
}
