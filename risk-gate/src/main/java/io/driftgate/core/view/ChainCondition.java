package io.driftgate.core.view;

/** What is to be said of a chain as a whole. The first three close every market on it. */
public enum ChainCondition {
  /** No block has the quorum's weight behind it. */
  NO_QUORUM,
  /** Conflicting blocks leave none able to reach quorum, or divide the families. */
  SPLIT,
  /** Finality was contradicted. */
  FINALITY_VIOLATION,
  /** No reference head followed by one rise yet. */
  WARMING_UP,
  /** The reference should have risen, and has not for more than two block times. */
  STALLED,
  /** It has not either, but the chain may lawfully be silent and owes no block. */
  QUIET
}
