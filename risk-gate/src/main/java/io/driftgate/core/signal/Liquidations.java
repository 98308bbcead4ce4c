package io.driftgate.core.signal;

/** What a market's liquidations may do; ordered from permissive to strict (semantics §6). */
public enum Liquidations {
  ENABLED,
  PAUSED;

  /** The stricter of the two. */
  public Liquidations worst(Liquidations other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
