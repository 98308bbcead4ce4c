package io.driftgate.core.fact;

/**
 * A market's name in the configuration.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 */
public record MarketId(String value) implements Comparable<MarketId> {
  public MarketId {
    Names.check("market id", value);
  }

  @Override
  public int compareTo(MarketId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
