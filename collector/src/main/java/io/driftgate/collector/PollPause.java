package io.driftgate.collector;

import io.driftgate.collector.transport.Failure;
import io.driftgate.core.fact.FailureKind;

/**
 * How long a failing node is left alone. One that asks for a pause gets it (429, {@code
 * Retry-After}); one that fails {@value #PATIENCE} times in a row is asked ever less often, so that
 * a provider in trouble is not hammered, up to {@value #MOST_INTERVALS} intervals or 30 s. It is
 * UNKNOWN by then, and the first good answer ends it.
 */
final class PollPause {
  /** Failures in a row that change nothing yet: most are over with the next poll. */
  static final int PATIENCE = 3;

  private static final int MOST_INTERVALS = 16;
  private static final long MOST_NANOS = 30_000_000_000L;

  private final Backoff backoff;
  private int failures;
  private long untilNanos = Long.MIN_VALUE;

  PollPause(long intervalNanos, long seed) {
    long most = Math.max(intervalNanos, Math.min(MOST_NANOS, MOST_INTERVALS * intervalNanos));
    backoff = new Backoff(2 * intervalNanos, most, seed);
  }

  /** Whether it may be asked again. */
  boolean isOver(long nowNanos) {
    return nowNanos >= untilNanos;
  }

  void succeeded() {
    failures = 0;
    backoff.reset();
  }

  void failed(Failure why) {
    failures++;
    boolean limited = why.kind() == FailureKind.RATE_LIMITED;
    if (why.retryAfterNanos().isPresent()) {
      untilNanos = why.at().nanos() + why.retryAfterNanos().getAsLong();
    } else if (limited || failures >= PATIENCE) {
      untilNanos = why.at().nanos() + backoff.next();
    }
  }
}
