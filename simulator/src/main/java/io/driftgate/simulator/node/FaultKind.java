package io.driftgate.simulator.node;

/** What can be wrong with one simulated node. */
public enum FaultKind {
  /** Nothing. */
  NONE,
  /** Every block reaches it late; by push and poll alike. */
  DELAY,
  /** Answers at once, with the head that it had, for ever. */
  FREEZE,
  /** Follows the side branch. */
  FORK,
  /** Claims a head far above everybody's, under a made-up hash. */
  LIE,
  /** Its WebSockets stay open and bring no heads; HTTP goes on. */
  SILENT_PUSH,
  /** Heads advance, safe and finalized don't. */
  STOPPED_FINALITY,
  /** Takes connections and requests and never answers. */
  HUNG,
  /** Nobody listens. */
  REFUSING
}
