package io.driftgate.bench.phase;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** When each node of a fleet has each slot's block: drawn once, the same for every schedule. */
final class Arrivals {
  private static final double MS = 1e6;

  private final Chain chain;
  private final long[][] nanos;

  private Arrivals(Chain chain, long[][] nanos) {
    this.chain = chain;
    this.nanos = nanos;
  }

  static Arrivals draw(Chain chain, int nodes, int slots, long seed) {
    Random random = new Random(seed);
    long[][] nanos = new long[nodes][slots];
    for (int slot = 0; slot < slots; slot++) {
      boolean missed = random.nextDouble() < chain.missed();
      double lateMs = chain.late(random);
      for (long[] node : nanos) {
        double atMs = (double) slot * chain.slotMs() + lateMs + chain.way(random);
        node[slot] = missed ? -1 : Math.round(atMs * MS);
      }
    }
    return new Arrivals(chain, nanos);
  }

  Chain chain() {
    return chain;
  }

  int nodes() {
    return nanos.length;
  }

  int slots() {
    return nanos[0].length;
  }

  long slotNanos() {
    return Math.round(chain.slotMs() * MS);
  }

  /** Negative if the slot stays empty. */
  long at(int node, int slot) {
    return nanos[node][slot];
  }

  /** The newest slot whose block a node shows; -1 before any. */
  int newest(int node, long nowNanos) {
    int last = (int) Math.min(slots() - 1, nowNanos / slotNanos());
    for (int slot = last; slot >= Math.max(0, last - 8); slot--) {
      if (nanos[node][slot] >= 0 && nanos[node][slot] <= nowNanos) {
        return slot;
      }
    }
    return -1;
  }

  /** How late blocks are into their slots, sorted, in milliseconds. */
  double[] lateMs() {
    return Arrays.stream(nanos)
        .flatMapToLong(
            node ->
                IntStream.range(0, node.length)
                    .filter(slot -> node[slot] >= 0)
                    .mapToLong(slot -> node[slot] - slot * slotNanos()))
        .sorted()
        .mapToDouble(late -> late / MS)
        .toArray();
  }
}
