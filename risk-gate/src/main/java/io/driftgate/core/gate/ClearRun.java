package io.driftgate.core.gate;

import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import java.util.List;

/**
 * Since when, without a break, nothing of a level has been in the way, and how many rises of the
 * reference each chain has seen since; the head that starts the run is the first (semantics §6.3).
 */
final class ClearRun {
  private final List<ChainTracker> chains;
  private final long[] risesBefore;
  private long sinceNanos = Deadlines.NEVER;

  /** Not complete before: a level that was entered is held for a nanosecond at least. */
  private long earliestNanos = Long.MIN_VALUE;

  ClearRun(List<ChainTracker> chains) {
    this.chains = chains;
    risesBefore = new long[chains.size()];
  }

  /** Takes the level's state as of this step. */
  void update(boolean clear, long nowNanos) {
    if (!clear) {
      sinceNanos = Deadlines.NEVER;
    } else if (sinceNanos == Deadlines.NEVER) {
      start(nowNanos);
    }
  }

  /** Starts now; a rise of this step is one of its own. */
  private void start(long nowNanos) {
    restart(nowNanos);
    earliestNanos = nowNanos;
    for (int i = 0; i < risesBefore.length; i++) {
      risesBefore[i] -= chains.get(i).readout().roseInThisStep() ? 1 : 0;
    }
  }

  /** Starts anew, now that the level is entered; what led to it does not lead out of it. */
  void restart(long nowNanos) {
    sinceNanos = nowNanos;
    earliestNanos = Deadlines.plus(nowNanos, 1);
    for (int i = 0; i < risesBefore.length; i++) {
      risesBefore[i] = chains.get(i).readout().rises();
    }
  }

  boolean complete(Recovery recovery, long nowNanos) {
    return dueNanos(recovery) <= nowNanos;
  }

  /** When it is complete if it is not broken; {@link Deadlines#NEVER} while blocks are missing. */
  long dueNanos(Recovery recovery) {
    return sinceNanos == Deadlines.NEVER || blocksSeen() < recovery.blocks()
        ? Deadlines.NEVER
        : Math.max(earliestNanos, Deadlines.plus(sinceNanos, recovery.waitNanos()));
  }

  /** Rises since it began, of the chain that has seen the fewest. */
  long blocksSeen() {
    long fewest = Long.MAX_VALUE;
    for (int i = 0; i < risesBefore.length; i++) {
      fewest = Math.min(fewest, chains.get(i).readout().rises() - risesBefore[i]);
    }
    return fewest;
  }

  boolean running() {
    return sinceNanos != Deadlines.NEVER;
  }

  long ageNanos(long nowNanos) {
    return nowNanos - sinceNanos;
  }
}
