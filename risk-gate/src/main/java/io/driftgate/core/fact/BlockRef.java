package io.driftgate.core.fact;

/**
 * A block by height and hash.
 *
 * @param height at least 0, or -1 in {@link #NONE}
 */
public record BlockRef(long height, Hash hash) {
  /** The node was asked and named no such block. */
  public static final BlockRef NONE = new BlockRef(-1, Hash.ZERO);

  /** Whether a block is named. */
  public boolean isPresent() {
    return height >= 0;
  }
}
