package io.driftgate.core.view;

/** A node's one state, the first that applies (semantics §4). */
public enum NodeState {
  CORRUPT,
  UNKNOWN,
  DIVERGED,
  SUSPECT,
  LAGGING,
  IN_SYNC
}
