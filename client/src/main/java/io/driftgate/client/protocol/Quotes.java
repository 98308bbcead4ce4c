package io.driftgate.client.protocol;

/** What a market's quotes may do; ordered from permissive to strict. */
public enum Quotes {
  /** Quote as usual. */
  OPEN,
  /** Quote with a wider spread. */
  WIDEN,
  /** Have no quotes. */
  WITHDRAW;

  /** The stricter of the two. */
  public Quotes worst(Quotes other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** What a gate's word means; a word that this version does not know is {@code WITHDRAW}. */
  static Quotes of(String word) {
    return switch (word) {
      case "OPEN" -> OPEN;
      case "WIDEN" -> WIDEN;
      default -> WITHDRAW;
    };
  }
}
