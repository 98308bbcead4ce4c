package io.driftgate.core.measure;

/** What one node's vote counts for at the moment. */
final class Ballot {
  private final ChainTracker chain;
  private final Arrivals arrivals;
  private Block votedFor;
  private boolean inDoubt;

  Ballot(ChainTracker chain, Arrivals arrivals) {
    this.chain = chain;
    this.arrivals = arrivals;
  }

  /**
   * Votes for a block from now on.
   *
   * @param block null for none
   * @param weight the node's, the same as when it last voted
   */
  void cast(Block block, long weight, long nowNanos) {
    if (block == votedFor) {
      return;
    }
    if (votedFor == null) {
      arrivals.enfranchise(nowNanos);
    } else {
      chain.heads().removeVote(votedFor, weight);
    }
    if (block != null) {
      chain.heads().addVote(block, weight);
    }
    votedFor = block;
  }

  /** Whether the head's hash could not be reproduced decides who may lead alone. */
  void doubt(boolean doubted) {
    if (inDoubt != doubted) {
      inDoubt = doubted;
      chain.heads().recount();
    }
  }
}
