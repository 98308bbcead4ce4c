package io.driftgate.client.protocol;

/** Where a permission comes from. */
public enum Why {
  /** Enough gates stand behind it with an unexpired lease; it is the strictest that they say. */
  GATES_SAY,
  /** A gate without a lease was last heard saying so, and that still counts. */
  HELD,
  /** Fewer gates than needed have an unexpired lease. */
  TOO_FEW_LEASES,
  /** A gate with a lease, or every gate, does not know this market. */
  NO_ROW,
  /** The desk is closed. */
  CLOSED
}
