package io.driftgate.core.measure;

/** A set of nodes of one chain, by their index; a bit each. */
final class NodeSet {
  private final long[] words;

  NodeSet(int nodes) {
    words = new long[(nodes + Long.SIZE - 1) / Long.SIZE];
  }

  /** Returns whether it was not in the set before. */
  boolean add(int node) {
    long bit = 1L << node;
    boolean added = (words[node / Long.SIZE] & bit) == 0;
    words[node / Long.SIZE] |= bit;
    return added;
  }

  boolean contains(int node) {
    return (words[node / Long.SIZE] & 1L << node) != 0;
  }
}
