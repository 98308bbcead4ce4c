package io.driftgate.collector;

import java.util.OptionalLong;

/**
 * Sees a subscription that is open and says nothing, by what other nodes of the chain show
 * meanwhile. It judges only while the node is not heard of at all: what its own polls show is the
 * better measure, since a node that is behind owes nobody a head.
 */
final class PushBehindFleet {
  private static final long NOT_KNOWN = -1;

  private final long marginNanos;
  private long heightWhenHeard = NOT_KNOWN;
  private OptionalLong movedNanos = OptionalLong.empty();

  /**
   * Knows nothing yet.
   *
   * @param marginNanos how long push may stay behind the others
   */
  PushBehindFleet(long marginNanos) {
    this.marginNanos = marginNanos;
  }

  /** The node was heard of, by push or by a poll; or a subscription begins. */
  void heard() {
    heightWhenHeard = NOT_KNOWN;
    movedNanos = OptionalLong.empty();
  }

  /**
   * The fleet stands at a height.
   *
   * @return whether it has moved on since the node was heard of, for longer than the margin
   */
  boolean stands(long height, long nanos) {
    if (heightWhenHeard == NOT_KNOWN || height <= heightWhenHeard) {
      heightWhenHeard = height;
      movedNanos = OptionalLong.empty();
      return false;
    }
    if (movedNanos.isEmpty()) {
      movedNanos = OptionalLong.of(nanos);
    }
    return nanos - movedNanos.getAsLong() > marginNanos;
  }
}
