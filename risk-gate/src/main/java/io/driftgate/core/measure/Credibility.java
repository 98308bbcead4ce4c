package io.driftgate.core.measure;

import io.driftgate.core.fact.NodeFlag;
import java.util.Set;

/** Whether what a node says is to be believed (semantics §3, §4). */
final class Credibility {
  /** A CORRUPT node must show so many valid heads in a row. */
  private static final int HEADS_TO_REDEEM = 32;

  private int headsToRedeem;
  private Set<NodeFlag> reportedFlags = Set.of();

  void corrupt() {
    headsToRedeem = HEADS_TO_REDEEM;
  }

  void shownAnother() {
    headsToRedeem = Math.max(0, headsToRedeem - 1);
  }

  void reports(Set<NodeFlag> flags) {
    reportedFlags = flags;
  }

  Set<NodeFlag> reportedFlags() {
    return reportedFlags;
  }

  boolean isCorrupt() {
    return headsToRedeem > 0;
  }

  /** Neither CORRUPT nor without state. */
  boolean credible() {
    return headsToRedeem == 0
        && !reportedFlags.contains(NodeFlag.OPTIMISTIC)
        && !reportedFlags.contains(NodeFlag.EL_OFFLINE);
  }
}
