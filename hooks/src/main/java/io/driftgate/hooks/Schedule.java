package io.driftgate.hooks;

/**
 * When to try, and when again. What restricts is hurried and never waits for anybody's wish; what
 * opens is polite. Pure functions; milliseconds.
 */
final class Schedule {
  private static final long RESTRICT_FIRST_MS = 100;
  private static final long RESTRICT_MOST_MS = 3_200;
  private static final long OPEN_FIRST_MS = 500;
  private static final long OPEN_MOST_MS = 60_000;
  private static final long ASKED_MOST_MS = 600_000;
  private static final double JITTER = 0.2;
  private static final int MOST_DOUBLINGS = 16;

  private Schedule() {}

  /**
   * From the failure of an attempt to the next one.
   *
   * @param failed how many have failed; at least 1
   * @param random in [0, 1): up to a fifth is taken off, so that many do not come at once
   */
  static long pauseMs(boolean restricts, int failed, double random) {
    long first = restricts ? RESTRICT_FIRST_MS : OPEN_FIRST_MS;
    long most = restricts ? RESTRICT_MOST_MS : OPEN_MOST_MS;
    long pause = Math.min(most, first << Math.min(MOST_DOUBLINGS, failed - 1));
    return Math.round(pause * (1 - JITTER * random));
  }

  /** What the other side asked for is honoured for what opens, up to ten minutes. */
  static long pauseMs(boolean restricts, int failed, double random, long askedMs) {
    long own = pauseMs(restricts, failed, random);
    return restricts ? own : Math.max(own, Math.min(ASKED_MOST_MS, askedMs));
  }
}
