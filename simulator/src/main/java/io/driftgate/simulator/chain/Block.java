package io.driftgate.simulator.chain;

import io.driftgate.core.fact.Hash;

/**
 * A block of the simulated chain, always without transactions.
 *
 * @param hash the header's hash, unless somebody lies
 * @param checkpoints what a node that has imported this block calls safe and finalized
 * @param branch {@link ChainModel#MAIN} or the number of a side branch
 * @param sizeBytes length of the block's RLP: the header and three empty lists
 */
public record Block(Header header, Hash hash, Checkpoints checkpoints, int branch, int sizeBytes) {
  private static final int EMPTY_LISTS_BYTES = 3;
  private static final int LIST_PREFIX_BYTES = 3;

  static Block sealed(Header header, Checkpoints checkpoints, int branch) {
    int sizeBytes = LIST_PREFIX_BYTES + header.rlp().length + EMPTY_LISTS_BYTES;
    return new Block(header, header.hash(), checkpoints, branch, sizeBytes);
  }

  /** Block number. */
  public long height() {
    return header.number();
  }
}
