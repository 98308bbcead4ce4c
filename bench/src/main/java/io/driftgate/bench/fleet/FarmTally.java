package io.driftgate.bench.fleet;

import io.driftgate.bench.socket.Latencies;
import org.HdrHistogram.Histogram;

/**
 * What the farm was asked, seen from outside of the monitor: how many polls, and how far those of
 * one node were apart. Written by the farm's thread; taken by any.
 */
final class FarmTally {
  private final long[] lastNanos;
  private Histogram gaps = Latencies.newHistogram();
  private long polls;
  private long identities;
  private long blocks;

  FarmTally(int nodes) {
    lastNanos = new long[nodes];
  }

  /**
   * What was counted.
   *
   * @param polls batches for heads, with or without identity
   * @param identities those that asked who answers, too
   * @param blocks single blocks by hash
   * @param gaps between two polls of a node, in nanoseconds
   */
  record Seen(long polls, long identities, long blocks, Histogram gaps) {}

  synchronized void answered(int node, FarmLine.Asked asked, long nowNanos) {
    if (asked == FarmLine.Asked.BLOCK) {
      blocks++;
      return;
    }
    polls++;
    identities += asked == FarmLine.Asked.IDENTITY ? 1 : 0;
    if (lastNanos[node] != 0) {
      gaps.recordValue(Latencies.clamp(nowNanos - lastNanos[node]));
    }
    lastNanos[node] = nowNanos;
  }

  /** What came since this was last called. */
  synchronized Seen take() {
    Seen seen = new Seen(polls, identities, blocks, gaps);
    gaps = Latencies.newHistogram();
    polls = 0;
    identities = 0;
    blocks = 0;
    return seen;
  }
}
