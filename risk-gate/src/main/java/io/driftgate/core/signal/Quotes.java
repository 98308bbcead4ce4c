package io.driftgate.core.signal;

/** What a market's quotes may do; ordered from permissive to strict (semantics §6). */
public enum Quotes {
  OPEN,
  WIDEN,
  WITHDRAW;

  /** The stricter of the two. */
  public Quotes worst(Quotes other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
