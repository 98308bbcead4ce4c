package io.driftgate.core.measure;

import java.util.Arrays;

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

  /** Returns whether it was in the set before. */
  boolean remove(int node) {
    boolean removed = contains(node);
    words[node / Long.SIZE] &= ~(1L << node);
    return removed;
  }

  /** Adds all of another set over the same nodes. */
  void addAll(NodeSet other) {
    for (int i = 0; i < words.length; i++) {
      words[i] |= other.words[i];
    }
  }

  boolean contains(int node) {
    return (words[node / Long.SIZE] & 1L << node) != 0;
  }

  int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /** Whether the other set, over the same nodes, has the same ones. */
  boolean sameAs(NodeSet other) {
    return Arrays.equals(words, other.words);
  }
}
