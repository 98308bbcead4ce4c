package io.driftgate.collector;

/**
 * How many polls a node may be asked: so many a second on average, and at most what one block's
 * time brings at once. Never overdrawn.
 */
final class PollBudget {
  private final double nanosPerPoll;
  private final double most;
  private double saved;
  private long asOfNanos;

  /**
   * Begins full.
   *
   * @param nanosPerPoll at least 1
   * @param periodNanos a block's time; what is saved up over a longer one is lost
   */
  PollBudget(long nanosPerPoll, long periodNanos, long nowNanos) {
    this.nanosPerPoll = nanosPerPoll;
    most = Math.max(1, (double) periodNanos / nanosPerPoll);
    saved = most;
    asOfNanos = nowNanos;
  }

  /** Polls that could be made at once. */
  double left(long nowNanos) {
    saved = Math.min(most, saved + Math.max(0, nowNanos - asOfNanos) / nanosPerPoll);
    asOfNanos = Math.max(asOfNanos, nowNanos);
    return saved;
  }

  void spend(long nowNanos) {
    left(nowNanos);
    saved--;
  }

  /** The first instant from now on at which a poll can be afforded. */
  long affordsAtNanos(long nowNanos) {
    double lacking = 1 - left(nowNanos);
    return lacking <= 0 ? nowNanos : nowNanos + (long) Math.ceil(lacking * nanosPerPoll);
  }
}
