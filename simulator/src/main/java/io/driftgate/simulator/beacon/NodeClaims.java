package io.driftgate.simulator.beacon;

/** What a node says of itself, true or not. */
public record NodeClaims(boolean syncing, boolean optimistic, boolean elOffline) {
  /** All is well. */
  public static final NodeClaims NONE = new NodeClaims(false, false, false);
}
