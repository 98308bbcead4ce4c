package io.driftgate.core.opinion;

import java.util.Collection;

/** Since when a level has been clear without a break. */
final class Run {
  private long sinceNanos = Block.NEVER;
  private long sinceMoment;

  void judge(boolean clear, long nowNanos, long moment) {
    if (!clear) {
      sinceNanos = Block.NEVER;
    } else if (sinceNanos == Block.NEVER) {
      restart(nowNanos, moment);
    }
  }

  void restart(long nowNanos, long moment) {
    sinceNanos = nowNanos;
    sinceMoment = moment;
  }

  boolean isComplete(long holdNanos, int blocks, Collection<ChainOpinion> chains, long nowNanos) {
    return sinceNanos != Block.NEVER
        && nowNanos - sinceNanos >= holdNanos
        && chains.stream().allMatch(c -> c.reference.risesSince(sinceMoment) >= blocks);
  }

  void instants(long holdNanos, Instants out) {
    if (sinceNanos != Block.NEVER) {
      out.add(sinceNanos + holdNanos);
    }
  }
}
