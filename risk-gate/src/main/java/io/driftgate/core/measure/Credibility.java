package io.driftgate.core.measure;

import io.driftgate.core.fact.NodeFlag;
import java.util.EnumSet;
import java.util.Set;

/** Whether what a node says is to be believed (semantics §3, §4). */
final class Credibility {
  /** A CORRUPT node must show so many valid heads in a row. */
  private static final int HEADS_TO_REDEEM = 32;

  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private int headsToRedeem;
  private long highestShown;
  private Set<NodeFlag> reportedFlags = Set.of();
  private boolean stateless;

  /** Begins, or begins anew. */
  void corrupt(Fault fault) {
    faults.add(fault);
    headsToRedeem = HEADS_TO_REDEEM;
    highestShown = -1;
  }

  /**
   * A head that is not such again. Only one above all since counts, or two known heads in turn
   * would redeem; one that does not, like an answer repeated, breaks no row.
   */
  void shownValid(long height) {
    if (headsToRedeem > 0 && height > highestShown) {
      highestShown = height;
      headsToRedeem--;
      if (headsToRedeem == 0) {
        faults.clear();
      }
    }
  }

  /** A fault turned out to be none; others stand. */
  void forgive(Fault fault) {
    if (faults.remove(fault) && faults.isEmpty()) {
      headsToRedeem = 0;
    }
  }

  boolean isCorrupt() {
    return headsToRedeem > 0;
  }

  boolean isCorruptBy(Fault fault) {
    return faults.contains(fault);
  }

  /** Whether it is CORRUPT at all, and for this alone. */
  boolean isCorruptOnlyBy(Fault fault) {
    return faults.size() == 1 && faults.contains(fault);
  }

  void reports(Set<NodeFlag> flags) {
    reportedFlags = flags;
    stateless = flags.contains(NodeFlag.OPTIMISTIC) || flags.contains(NodeFlag.EL_OFFLINE);
  }

  Set<NodeFlag> reportedFlags() {
    return reportedFlags;
  }

  /** It follows headers without having, or being able to compute, the state behind them. */
  boolean isStateless() {
    return stateless;
  }

  boolean credible() {
    return headsToRedeem == 0 && !stateless;
  }
}
