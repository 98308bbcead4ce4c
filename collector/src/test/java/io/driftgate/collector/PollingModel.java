package io.driftgate.collector;

import io.driftgate.core.fact.Stamp;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/**
 * One polled node of a chain with slots, in virtual time: when blocks arrive there, when it is
 * polled, and by how much each arrival is uncertain. An answer takes {@value #TRIP_MS} ms and shows
 * what had arrived half-way.
 */
final class PollingModel {
  static final long MS = 1_000_000;
  private static final long TRIP_MS = 20;

  private final long slotMs;
  private final long[] arrivedMs;

  /**
   * Draws a chain.
   *
   * @param missed share of slots without a block
   * @param lateMs a block's time from its slot's beginning to this node, given a seed
   */
  PollingModel(long slotMs, int slots, double missed, LongUnaryOperator lateMs, long seed) {
    this.slotMs = slotMs;
    SplittableRandom random = new SplittableRandom(seed);
    arrivedMs = new long[slots];
    for (int i = 0; i < slots; i++) {
      long late = lateMs.applyAsLong(random.nextLong());
      arrivedMs[i] = random.nextDouble() < missed ? -1 : i * slotMs + late;
    }
  }

  /** What a run measured. */
  record Run(double p50Ms, double p99Ms, double pollsPerSecond, long mostPollsInASlot) {}

  /** Polls evenly, or by a plan, with the same budget. */
  Run run(long evenNanos, boolean phased) {
    PhasePlan plan = new PhasePlan(evenNanos, 3 * evenNanos, 0);
    long[] uncertain = new long[arrivedMs.length];
    int seen = 0;
    int shown = -1;
    long height = 0;
    long polls = 0;
    long slotPolls = 0;
    long most = 0;
    long slot = 0;
    long lastSent = 0;
    long end = arrivedMs.length * slotMs * MS;
    long now = evenNanos;
    while (now < end) {
      plan.polled(now);
      polls++;
      slotPolls = now / (slotMs * MS) == slot ? slotPolls + 1 : 1;
      slot = now / (slotMs * MS);
      most = Math.max(most, slotPolls);
      long received = now + TRIP_MS * MS;
      int newest = newestAt(now + TRIP_MS * MS / 2);
      for (int i = shown + 1; i <= newest; i++) {
        if (arrivedMs[i] >= 0) {
          uncertain[seen] = received - lastSent;
          seen++;
          height++;
        }
      }
      if (newest > shown) {
        shown = newest;
        Stamp stamp = new Stamp(received, received / MS);
        plan.showed(height, shown * slotMs, stamp);
      }
      lastSent = now;
      now = phased ? Math.max(received, plan.nextNanos(received)) : now + evenNanos;
    }
    long[] counted = Arrays.copyOfRange(uncertain, Math.min(seen, 100), seen);
    Arrays.sort(counted);
    return new Run(
        (double) counted[counted.length / 2] / MS,
        (double) counted[counted.length * 99 / 100] / MS,
        polls * 1e9 / end,
        most);
  }

  private int newestAt(long nanos) {
    int newest = -1;
    int from = (int) Math.max(0, nanos / (slotMs * MS) - 3);
    for (int i = from; i < arrivedMs.length && i * slotMs * MS <= nanos; i++) {
      newest = arrivedMs[i] >= 0 && arrivedMs[i] * MS <= nanos ? i : newest;
    }
    return newest;
  }
}
