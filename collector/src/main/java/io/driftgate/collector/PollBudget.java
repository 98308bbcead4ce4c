package io.driftgate.collector;

/**
 * How many polls a node may be asked: so many a second on average, and at most what was saved up at
 * once. Never overdrawn: in any span of time no more than the rate allows in it and {@link
 * #capacity} beyond.
 */
final class PollBudget {
  private final double nanosPerPoll;
  private double capacity = 1;
  private double saved = 1;
  private long asOfNanos;

  /**
   * Begins with one poll, and saves none up.
   *
   * @param nanosPerPoll at least 1
   */
  PollBudget(long nanosPerPoll, long nowNanos) {
    this.nanosPerPoll = nanosPerPoll;
    asOfNanos = nowNanos;
  }

  /** From now on so many polls may be saved up, at least 1. Grants none by itself. */
  void hold(double polls, long nowNanos) {
    left(nowNanos);
    capacity = Math.max(1, polls);
    saved = Math.min(saved, capacity);
  }

  double capacity() {
    return capacity;
  }

  /** Polls that could be made at once. */
  double left(long nowNanos) {
    saved = Math.min(capacity, saved + Math.max(0, nowNanos - asOfNanos) / nanosPerPoll);
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
