package io.driftgate.simulator.node;

/** What happens to who asks a node. */
public enum Reach {
  /** An answer comes. */
  ANSWERS,
  /** The connection stands and no answer comes. */
  HANGS,
  /** No connection. */
  REFUSES
}
