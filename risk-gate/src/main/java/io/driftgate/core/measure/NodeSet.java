package io.driftgate.core.measure;

import java.util.Arrays;

/** A set of nodes of one chain, by their index; a bit each. It grows with the fleet. */
final class NodeSet {
  private long[] words;

  NodeSet(int nodes) {
    words = new long[(nodes + Long.SIZE - 1) / Long.SIZE];
  }

  /** Returns whether it was not in the set before. */
  boolean add(int node) {
    int word = node / Long.SIZE;
    if (word >= words.length) {
      words = Arrays.copyOf(words, word + 1);
    }
    long bit = 1L << node;
    boolean added = (words[word] & bit) == 0;
    words[word] |= bit;
    return added;
  }

  /** Returns whether it was in the set before. */
  boolean remove(int node) {
    boolean removed = contains(node);
    if (removed) {
      words[node / Long.SIZE] &= ~(1L << node);
    }
    return removed;
  }

  boolean contains(int node) {
    int word = node / Long.SIZE;
    return word < words.length && (words[word] & 1L << node) != 0;
  }
}
