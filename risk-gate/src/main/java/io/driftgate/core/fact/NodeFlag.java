package io.driftgate.core.fact;

/** What is noted beside a node's state without changing it (semantics §4). */
public enum NodeFlag {
  SYNCING,
  OPTIMISTIC,
  EL_OFFLINE,
  JITTER,
  FINALITY_UNKNOWN,
  PUSH_LOST,
  RATE_LIMITED,
  VERIFY_UNSUPPORTED,
  DRAINED
}
