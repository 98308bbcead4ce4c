package io.driftgate.feed.lease;

import java.util.BitSet;

/** A restriction that not everybody is known to have acted on. Gate loop only. */
final class Awaited {
  private final String market;
  private final long version;
  private final long sinceNanos;
  private final BitSet owing = new BitSet();
  private long overNanos;
  private int acknowledged;

  Awaited(String market, long version, long sinceNanos) {
    this.market = market;
    this.version = version;
    this.sinceNanos = sinceNanos;
    this.overNanos = sinceNanos;
  }

  /** The holder of a slot may act on what held before, until then. */
  void owes(int slot, long untilNanos) {
    owing.set(slot);
    if (untilNanos - overNanos > 0) {
      overNanos = untilNanos;
    }
  }

  /** Whether that was the last one. */
  boolean acknowledged(int slot, long acted) {
    if (acted >= version && owing.get(slot)) {
      owing.clear(slot);
      acknowledged++;
      return owing.isEmpty();
    }
    return false;
  }

  boolean isOver(long nowNanos) {
    return owing.isEmpty() || nowNanos - overNanos >= 0;
  }

  Confirmation confirmed(long nowNanos) {
    return new Confirmation(
        market, version, nowNanos - sinceNanos, acknowledged, owing.cardinality());
  }
}
