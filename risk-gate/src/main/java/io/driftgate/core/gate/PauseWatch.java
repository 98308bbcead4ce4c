package io.driftgate.core.gate;

import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.signal.Liquidations;
import java.util.List;

/** Says when it must be told that liquidations have been paused for too long (semantics §6.5). */
final class PauseWatch {
  private static final long AGAIN_NANOS = 60_000_000_000L;

  private long maxPauseNanos = PolicyPlan.NO_MAX_PAUSE;
  private long sinceNanos = Deadlines.NEVER;
  private long nextNanos = Deadlines.NEVER;
  private long toldNanos = Deadlines.NEVER;

  /** Takes the smallest {@code maxPause} of these policies; a pause that lasts goes on. */
  void adopt(List<PolicyPlan> policies) {
    long smallest =
        policies.stream()
            .mapToLong(PolicyPlan::maxPauseNanos)
            .min()
            .orElse(PolicyPlan.NO_MAX_PAUSE);
    if (smallest != maxPauseNanos) {
      maxPauseNanos = smallest;
      nextNanos = firstNanos();
      if (toldNanos != Deadlines.NEVER && nextNanos <= toldNanos) {
        nextNanos = toldNanos + AGAIN_NANOS;
      }
    }
  }

  /** Takes the output as of this step; returns whether it must be told now. */
  boolean mustTell(Liquidations liquidations, long nowNanos) {
    if (liquidations == Liquidations.ENABLED) {
      sinceNanos = Deadlines.NEVER;
      nextNanos = Deadlines.NEVER;
      toldNanos = Deadlines.NEVER;
      return false;
    }
    if (sinceNanos == Deadlines.NEVER) {
      sinceNanos = nowNanos;
      nextNanos = firstNanos();
    }
    boolean due = nextNanos <= nowNanos;
    if (due) {
      toldNanos = nowNanos;
      nextNanos = nowNanos + AGAIN_NANOS;
    }
    return due;
  }

  private long firstNanos() {
    boolean never = maxPauseNanos == PolicyPlan.NO_MAX_PAUSE || sinceNanos == Deadlines.NEVER;
    long first = sinceNanos + maxPauseNanos + 1;
    return never || first < sinceNanos ? Deadlines.NEVER : first;
  }

  /** When it must be told next if the pause lasts. */
  long nextNanos() {
    return nextNanos;
  }

  long pausedForNanos(long nowNanos) {
    return nowNanos - sinceNanos;
  }
}
