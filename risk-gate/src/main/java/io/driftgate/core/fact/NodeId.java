package io.driftgate.core.fact;

/**
 * A node's name in the configuration.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 */
public record NodeId(String value) implements Comparable<NodeId> {
  public NodeId {
    Names.check("node id", value);
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
