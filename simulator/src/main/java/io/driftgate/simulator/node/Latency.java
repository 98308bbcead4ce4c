package io.driftgate.simulator.node;

/**
 * How long a block takes to a healthy node: 5 to 40 ms, part of it the node's own habit, part of it
 * chance. A function of seed, node and height.
 */
public final class Latency {
  private static final long LEAST_NANOS = 5_000_000;
  private static final long HABIT_NANOS = 15_000_000;
  private static final long CHANCE_NANOS = 20_000_000;

  /** Increment and multipliers of SplitMix64 (Steele, Lea, Flood 2014). */
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private static final long FIRST_MULTIPLIER = 0xbf58476d1ce4e5b9L;
  private static final long SECOND_MULTIPLIER = 0x94d049bb133111ebL;

  private final long seed;

  public Latency(long seed) {
    this.seed = seed;
  }

  /** Nanoseconds from a block's slot to its arrival at {@code node}. */
  public long nanos(int node, long height) {
    long habit = mixed(seed + GAMMA * (node + 1));
    long chance = mixed(habit + GAMMA * (height + 1));
    return LEAST_NANOS
        + Long.remainderUnsigned(habit, HABIT_NANOS)
        + Long.remainderUnsigned(chance, CHANCE_NANOS);
  }

  private static long mixed(long word) {
    long first = (word ^ word >>> 30) * FIRST_MULTIPLIER;
    long second = (first ^ first >>> 27) * SECOND_MULTIPLIER;
    return second ^ second >>> 31;
  }
}
