package io.driftgate.app.monitor;

/** On which loops desks are served. */
public enum FeedPlacement {
  /** A loop of their own: what a thousand desks cost is not taken from the gate. */
  SEPARATE,
  /** The gate's loop: no hop to the desks, and their cost is the gate's. */
  ON_GATE,
  /** Both, each accepting in its turn. */
  BOTH
}
