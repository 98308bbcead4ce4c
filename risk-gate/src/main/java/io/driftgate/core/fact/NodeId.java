package io.driftgate.core.fact;

/** A node's name in the configuration. */
public final class NodeId implements Comparable<NodeId> {
  private final String value;

  /** Every input is looked up by it: kept beside the name, it need not be fetched from there. */
  private final int hash;

  /**
   * Takes a name.
   *
   * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
   * @throws IllegalArgumentException for anything else
   */
  public NodeId(String value) {
    Names.check("node id", value);
    this.value = value;
    hash = value.hashCode();
  }

  /** The name. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other == this || (other instanceof NodeId id && id.value.equals(value));
  }

  @Override
  public int hashCode() {
    return hash;
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
