package io.driftgate.core.measure;

/** What one node's vote counts for at the moment. */
final class Ballot {
  private final ChainTracker chain;
  private Block votedFor;
  private boolean inDoubt;

  Ballot(ChainTracker chain) {
    this.chain = chain;
  }

  /**
   * Votes for a block from now on.
   *
   * @param block null for none
   * @param weight the node's, the same as when it last voted
   */
  void cast(Block block, long weight) {
    if (block == votedFor) {
      return;
    }
    if (votedFor != null) {
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
