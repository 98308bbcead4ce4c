package io.driftgate.core.measure;

/** Why a node is CORRUPT (semantics §4). */
enum Fault {
  /** It was found to hand out a header that cannot be. */
  INVALID_HEADER,
  /** The head's fields hash to another hash than it claims. */
  MISMATCH,
  /** It contradicts a finalized block. */
  CONTRADICTION,
  /** It shows a hash with a header that others, who outweigh it, contradict. */
  TWO_ROOTS
}
