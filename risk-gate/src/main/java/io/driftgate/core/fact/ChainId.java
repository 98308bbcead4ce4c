package io.driftgate.core.fact;

/**
 * A chain's name in the configuration.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 */
public record ChainId(String value) implements Comparable<ChainId> {
  public ChainId {
    Names.check("chain id", value);
  }

  @Override
  public int compareTo(ChainId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
