package io.driftgate.collector;

import java.util.Arrays;

/** Times in nanoseconds, all of them kept. Taken on any thread. */
final class Samples {
  private static final int NANOS_PER_MICRO = 1_000;

  private long[] nanos = new long[1 << 16];
  private int count;

  synchronized void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count] = time;
    count++;
  }

  /** Microseconds, as a row of a table: count, p50, p90, p99, p99.9, most. */
  synchronized String row() {
    if (count == 0) {
      return "0 | | | | |";
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    StringBuilder row = new StringBuilder().append(count);
    for (double share : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
      row.append(" | ").append(sorted[(int) (share * (count - 1))] / NANOS_PER_MICRO);
    }
    return row.toString();
  }
}
