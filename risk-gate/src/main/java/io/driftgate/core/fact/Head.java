package io.driftgate.core.fact;

import java.util.Comparator;

/**
 * A block header's part that is compared between nodes.
 *
 * @param height block number (slot where a chain counts slots), at least 0
 * @param hash the block's hash
 * @param parentHash its parent's hash
 * @param stateRoot state after the block, or what the protocol has in its place
 * @param timestampMs the block's own timestamp, Unix milliseconds
 */
public record Head(long height, Hash hash, Hash parentHash, Hash stateRoot, long timestampMs)
    implements Comparable<Head> {
  private static final Comparator<Head> ORDER =
      Comparator.comparing(Head::hash)
          .thenComparing(Head::stateRoot)
          .thenComparing(Head::parentHash)
          .thenComparingLong(Head::timestampMs)
          .thenComparingLong(Head::height);

  public Head {
    if (height < 0 || timestampMs < 0) {
      throw new IllegalArgumentException("height and timestamp must not be negative");
    }
  }

  /** By hash; where several headers claim one, by all else that they say. */
  @Override
  public int compareTo(Head other) {
    return ORDER.compare(this, other);
  }
}
