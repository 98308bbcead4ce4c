package io.driftgate.core.fact;

/** How an observation came. */
public enum Transport {
  /** The node told us: a subscription. */
  PUSH,
  /** We asked. */
  POLL
}
