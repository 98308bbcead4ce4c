package io.driftgate.bench.push;

import io.driftgate.bench.socket.Latencies;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * When which node's block was shown, and when it was seen. Any thread; each cell has one writer.
 */
final class Ledger {
  private final long firstHeight;
  private final int heights;
  private final AtomicLongArray shown;
  private final AtomicLongArray seen;
  private final AtomicLongArray handed;

  Ledger(int nodes, long firstHeight, int heights) {
    this.firstHeight = firstHeight;
    this.heights = heights;
    this.shown = new AtomicLongArray(nodes * heights);
    this.seen = new AtomicLongArray(nodes * heights);
    this.handed = new AtomicLongArray(nodes * heights);
  }

  private int cell(int node, long height) {
    return node * heights + Math.floorMod(height - firstHeight, heights);
  }

  void shown(int node, long height, long nanos) {
    shown.set(cell(node, height), nanos);
  }

  /** The first time counts. */
  void seen(int node, long height, long nanos) {
    seen.compareAndSet(cell(node, height), 0, nanos);
  }

  /** It has reached the gate loop. */
  void handed(int node, long height, long nanos) {
    handed.compareAndSet(cell(node, height), 0, nanos);
  }

  /** How much later than shown it was stamped. */
  Histogram stampError() {
    return differences(seen);
  }

  /** How much later than shown it was on the gate loop. */
  Histogram reachedGate() {
    return differences(handed);
  }

  /** Shown and never seen. */
  long unseen() {
    long count = 0;
    for (int i = 0; i < shown.length(); i++) {
      count += shown.get(i) != 0 && seen.get(i) == 0 ? 1 : 0;
    }
    return count;
  }

  private Histogram differences(AtomicLongArray later) {
    Histogram differences = Latencies.newHistogram();
    for (int i = 0; i < shown.length(); i++) {
      if (shown.get(i) != 0 && later.get(i) != 0) {
        differences.recordValue(Latencies.clamp(later.get(i) - shown.get(i)));
      }
    }
    return differences;
  }
}
