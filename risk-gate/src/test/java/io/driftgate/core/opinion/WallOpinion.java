package io.driftgate.core.opinion;

import io.driftgate.core.fact.Stamp;
import java.util.ArrayList;
import java.util.List;

/** Wall time and whether it is to be believed (semantics §1). */
final class WallOpinion {
  private static final long WINDOW_NANOS = 60_000_000_000L;
  private static final long MAX_STEP_MS = 250;
  private static final long MAX_FUTURE_MS = 2_000;
  private static final long MS = 1_000_000;

  /** Stamps that raised core time. */
  private final List<Stamp> raising = new ArrayList<>();

  void raises(Stamp stamp) {
    raising.add(stamp);
  }

  /** It runs on with the monotonic clock, in whole milliseconds. */
  long ms(long nowNanos) {
    return last().wallMs() + Math.floorDiv(nowNanos - last().nanos(), MS);
  }

  /** Core time at which it will be so late, if nothing more arrives. */
  long whenNanos(long unixMs) {
    return last().nanos() + (unixMs - last().wallMs()) * MS;
  }

  private Stamp last() {
    return raising.get(raising.size() - 1);
  }

  private static long offsetMs(Stamp stamp) {
    return Math.floorDiv(stamp.wallMs() * MS - stamp.nanos(), MS);
  }

  boolean isSteady(long nowNanos) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = raising.size() - 1; i >= 0; i--) {
      long offset = offsetMs(raising.get(i));
      low = Math.min(low, offset);
      high = Math.max(high, offset);
      if (raising.get(i).nanos() < nowNanos - WINDOW_NANOS) {
        break;
      }
    }
    return high - low <= MAX_STEP_MS;
  }

  /** Whether no quorum's heads lie in the future. */
  boolean agreesWith(ChainOpinion chain) {
    long nowNanos = chain.nowNanos;
    long ahead = 0;
    for (NodeOpinion node : chain.nodes) {
      if ((chain.vouching.vouching() & Quorum.bit(node.history)) != 0
          && isAhead(node.head(nowNanos), nowNanos)) {
        ahead |= Quorum.bit(node.history);
      }
    }
    return !chain.quorum.isSatisfiedBy(ahead);
  }

  private boolean isAhead(Block head, long nowNanos) {
    return head.head.timestampMs() - ms(nowNanos) > MAX_FUTURE_MS;
  }

  void instants(ChainOpinion chain, long nowNanos, Instants out) {
    if (!isSteady(nowNanos)) {
      raising.forEach(stamp -> out.addLonger(stamp.nanos(), WINDOW_NANOS));
    }
    for (NodeOpinion node : chain.nodes) {
      Block head = node.head(nowNanos);
      if (head != null && isAhead(head, nowNanos)) {
        out.add(whenNanos(head.head.timestampMs() - MAX_FUTURE_MS));
      }
    }
  }
}
