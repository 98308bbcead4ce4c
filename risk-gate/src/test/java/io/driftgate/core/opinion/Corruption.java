package io.driftgate.core.opinion;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Why a node is CORRUPT, latched until 32 valid heads in a row (definitions, Node states). */
final class Corruption {
  private static final int VALID_HEADS = 32;

  private final Set<Why> reasons = EnumSet.noneOf(Why.class);
  private int sinceShowing;

  /** What makes a node CORRUPT. */
  enum Why {
    INVALID_HEADER,
    MISMATCH,
    CONTRADICTION,
    LIGHTER_SIDE
  }

  boolean isCorrupt() {
    return !reasons.isEmpty();
  }

  boolean isBy(Why why) {
    return reasons.contains(why);
  }

  boolean isByMismatchOnly() {
    return reasons.equals(EnumSet.of(Why.MISMATCH));
  }

  /** The run of valid heads starts anew after what the node has shown by now. Says if it is new. */
  boolean latch(Why why, NodeHistory node) {
    sinceShowing = node.showings.size();
    return reasons.add(why);
  }

  void forgive(Why why) {
    reasons.remove(why);
  }

  /** Ends it where the heads shown since rose often enough. */
  void heal(NodeHistory node) {
    if (isCorrupt() && rises(node.showings) >= VALID_HEADS) {
      reasons.clear();
    }
  }

  private int rises(List<Showing> showings) {
    int rises = 0;
    long highest = -1;
    for (int i = sinceShowing; i < showings.size(); i++) {
      long height = showings.get(i).block().height();
      rises += height > highest ? 1 : 0;
      highest = Math.max(highest, height);
    }
    return rises;
  }
}
