package io.driftgate.core.gate;

/**
 * Finds a weighted quantile without sorting and without allocating: the part of the keys that
 * cannot hold it is left out, again and again; about linear in the number of keys.
 */
final class WeightedSelection {
  private final long[] keys;
  private final long[] weights;
  private int size;
  private long total;
  private int low;
  private int high;

  /** Makes one for at most so many keys. */
  WeightedSelection(int most) {
    keys = new long[most];
    weights = new long[most];
  }

  void clear() {
    size = 0;
    total = 0;
  }

  /** Adds a key; of weight 0 it is as if it were not there. */
  void add(long key, long weight) {
    if (weight > 0) {
      keys[size] = key;
      weights[size] = weight;
      size++;
      total += weight;
    }
  }

  /** Of all that were added. */
  long total() {
    return total;
  }

  /**
   * The smallest key that keys of at least so much weight do not exceed. Call it once: the keys are
   * exchanged in place.
   *
   * @param weight 1 to {@link #total()}
   */
  long smallestWith(long weight) {
    int from = 0;
    int to = size - 1;
    long missing = weight;
    while (true) {
      long pivot = keys[(from + to) >>> 1];
      partition(from, to, pivot);
      long below = weightOf(from, low);
      long upTo = below + weightOf(low, high);
      if (missing <= below) {
        to = low - 1;
      } else if (missing <= upTo) {
        return pivot;
      } else {
        missing -= upTo;
        from = high;
      }
    }
  }

  /** Smaller keys come before {@code low}, larger ones from {@code high} on. */
  private void partition(int from, int to, long pivot) {
    low = from;
    high = to + 1;
    int next = from;
    while (next < high) {
      if (keys[next] < pivot) {
        swap(next++, low++);
      } else if (keys[next] > pivot) {
        swap(next, --high);
      } else {
        next++;
      }
    }
  }

  private long weightOf(int from, int until) {
    long sum = 0;
    for (int i = from; i < until; i++) {
      sum += weights[i];
    }
    return sum;
  }

  private void swap(int i, int j) {
    long key = keys[i];
    keys[i] = keys[j];
    keys[j] = key;
    long weight = weights[i];
    weights[i] = weights[j];
    weights[j] = weight;
  }
}
