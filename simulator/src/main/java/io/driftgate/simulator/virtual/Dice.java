package io.driftgate.simulator.virtual;

import java.util.List;

/**
 * SplitMix64: the same throws from the same seed on every machine and JDK. Integers only, since
 * floating point functions may differ between machines.
 */
public final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long state;

  public Dice(long seed) {
    this.seed = seed;
    state = seed;
  }

  /** A further one, independent of how often this one is thrown. */
  public Dice fork(long label) {
    return new Dice(mix(seed ^ mix(label + GOLDEN)));
  }

  /** The finalizer of SplitMix64: any change of the input changes half of the bits. */
  public static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  public long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** 0 to {@code bound} − 1. */
  public int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** {@code min} to {@code max}, both possible. */
  public long between(long min, long max) {
    return min + Long.remainderUnsigned(next(), max - min + 1);
  }

  public boolean percent(int chance) {
    return below(100) < chance;
  }

  public boolean oneIn(int n) {
    return below(n) == 0;
  }

  public <T> T pick(List<T> items) {
    return items.get(below(items.size()));
  }

  /**
   * Mostly little above {@code base}; one in 64 eight times, one in 1,024 sixty-four times more.
   */
  public long tailed(long base, long spread) {
    long scale = oneIn(1024) ? 64 : oneIn(64) ? 8 : 1;
    return base + Math.min(between(0, spread), between(0, spread)) * scale;
  }
}
