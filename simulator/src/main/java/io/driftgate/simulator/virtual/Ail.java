package io.driftgate.simulator.virtual;

/** What can be wrong with a simulated node, or with the way to it. */
enum Ail {
  /** Blocks and answers take seconds longer. */
  SLOW,
  /** One message in five is lost. */
  LOSSY,
  DUPLICATING,
  /** Messages overtake each other. */
  REORDERING,
  /** Shows what it showed. */
  FROZEN,
  /** Refuses connections. */
  DOWN,
  /** Takes questions and answers none. */
  HANGING,
  /** Its region cannot be reached. */
  CUT,
  FAR_AHEAD,
  NEAR_AHEAD,
  /** Follows a chain of its own. */
  FORKED,
  FALSE_ROOT,
  /** Reports another block as finalized than everybody. */
  FALSE_FINALITY,
  FINALITY_GONE,
  FINALITY_BACK,
  /** A balancer in front of two nodes, one of them a block late. */
  BALANCED,
  /** Failures of all kinds in place of answers. */
  ERRORS,
  INVALID_HEADERS,
  MISMATCHES,
  NEW_FIELDS,
  SYNCING,
  OPTIMISTIC,
  EL_OFFLINE,
  /** Its subscription is silent and nobody has noticed. */
  SILENT_PUSH
}
