package io.driftgate.client.protocol;

/** What a market's liquidations may do; ordered from permissive to strict. */
public enum Liquidations {
  /** Liquidate as usual. */
  ENABLED,
  /** Liquidate nobody. */
  PAUSED;

  /** The stricter of the two. */
  public Liquidations worst(Liquidations other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** What a gate's word means; a word that this version does not know is {@code PAUSED}. */
  static Liquidations of(String word) {
    return word.equals("ENABLED") ? ENABLED : PAUSED;
  }
}
