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

  /** Adds all of another set of the same chain. */
  void addAll(NodeSet other) {
    if (other.words.length > words.length) {
      words = Arrays.copyOf(words, other.words.length);
    }
    for (int i = 0; i < other.words.length; i++) {
      words[i] |= other.words[i];
    }
  }

  void clear() {
    Arrays.fill(words, 0);
  }

  boolean contains(int node) {
    int word = node / Long.SIZE;
    return word < words.length && (words[word] & 1L << node) != 0;
  }

  int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether another set of the same chain has the same ones. */
  boolean sameAs(NodeSet other) {
    int longer = Math.max(words.length, other.words.length);
    for (int i = 0; i < longer; i++) {
      if (word(i) != other.word(i)) {
        return false;
      }
    }
    return true;
  }

  private long word(int i) {
    return i < words.length ? words[i] : 0;
  }
}
