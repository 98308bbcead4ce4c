package io.driftgate.bench.phase;

import java.util.ArrayDeque;

/** How one node's polls compare with their budget. */
final class PollRate {
  private static final long SECOND = 1_000_000_000L;

  private final ArrayDeque<Long> lastSecond = new ArrayDeque<>();
  private final long evenNanos;
  private long polls;
  private int inASecond;
  private double least = Double.MAX_VALUE;
  private double burst;

  PollRate(long evenNanos) {
    this.evenNanos = evenNanos;
  }

  void polled(long nowNanos) {
    double before = polls - (double) nowNanos / evenNanos;
    least = Math.min(least, before);
    burst = Math.max(burst, before + 1 - least);
    polls++;
    lastSecond.add(nowNanos);
    while (lastSecond.peek() <= nowNanos - SECOND) {
      lastSecond.remove();
    }
    inASecond = Math.max(inASecond, lastSecond.size());
  }

  long polls() {
    return polls;
  }

  /** The most polls in any span beyond what the rate brings in it. */
  double burst() {
    return burst;
  }

  int inASecond() {
    return inASecond;
  }
}
