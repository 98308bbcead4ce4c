package io.driftgate.core.opinion;

import java.util.Collection;

/** Since when a level has been clear without a break. */
final class Run {
  private long sinceNanos = Block.NEVER;
  private long sinceMoment;

  /** Whether it leads out of a level that was entered: that is held for a nanosecond at least. */
  private boolean entered;

  void judge(boolean clear, long nowNanos, long moment) {
    if (!clear) {
      sinceNanos = Block.NEVER;
    } else if (sinceNanos == Block.NEVER) {
      restart(nowNanos, moment);
      entered = false;
    }
  }

  /** Its level is entered: what led to it does not lead out of it. */
  void enters(long nowNanos, long moment) {
    restart(nowNanos, moment + 1);
    entered = true;
  }

  private void restart(long nowNanos, long moment) {
    sinceNanos = nowNanos;
    sinceMoment = moment;
  }

  boolean isComplete(long holdNanos, int blocks, Collection<ChainOpinion> chains, long nowNanos) {
    return sinceNanos != Block.NEVER
        && nowNanos - sinceNanos >= leastNanos(holdNanos)
        && chains.stream().allMatch(c -> c.reference.risesSince(sinceMoment) >= blocks);
  }

  private long leastNanos(long holdNanos) {
    return entered ? Math.max(1, holdNanos) : holdNanos;
  }

  void instants(long holdNanos, Instants out) {
    if (sinceNanos != Block.NEVER) {
      out.add(sinceNanos + leastNanos(holdNanos));
    }
  }
}
