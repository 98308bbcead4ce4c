package io.driftgate.collector;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How many lines all nodes of one loop may write together: {@value #LINES} in {@value #SECONDS} s.
 * When a provider fails, thousands of nodes have the same to say at once. On the loop.
 */
final class LogBudget {
  static final int LINES = 50;
  static final long SECONDS = 10;

  private static final long SPAN_NANOS = SECONDS * 1_000_000_000L;

  private final LongSupplier nanos;
  private final Consumer<String> notices;
  private long sinceNanos;
  private int written;
  private long left;

  /**
   * A whole budget.
   *
   * @param nanos monotonic
   * @param notices told that lines are left out, and how many were
   */
  LogBudget(LongSupplier nanos, Consumer<String> notices) {
    this.nanos = nanos;
    this.notices = notices;
    sinceNanos = nanos.getAsLong();
  }

  /** Writes as far as the budget reaches. */
  Consumer<String> limit(Consumer<String> log) {
    return line -> {
      renew();
      if (written < LINES) {
        written++;
        log.accept(line);
      } else {
        leaveOut();
      }
    };
  }

  private void renew() {
    long now = nanos.getAsLong();
    if (now - sinceNanos < SPAN_NANOS) {
      return;
    }
    sinceNanos = now;
    written = 0;
    if (left > 0) {
      notices.accept(left + " lines of nodes were left out; /metrics count all failures");
      left = 0;
    }
  }

  private void leaveOut() {
    if (left == 0) {
      notices.accept(
          "more than " + LINES + " lines of nodes in " + SECONDS + " s: no more are shown");
    }
    left++;
  }
}
