package io.driftgate.core.measure;

import io.driftgate.core.measure.Forest.Stand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the fleet is torn (docs/decisions/definitions.md, SPLIT): some block that is vouched for
 * is conflicted, and neither it nor any that conflicts with it could reach quorum. Exact and slow.
 */
final class Tear {
  private final Quorum quorum;
  private final List<Stand> stands;
  private final Map<Stand, Rivals> rivals = new HashMap<>();
  private boolean conflicts;

  /** What conflicts with a block. */
  private static final class Rivals {
    /** Who vouches for a block of another branch, from the first common block up. */
    private final NodeSet branches;

    /** Those, and who vouches for another block of the same height. */
    private final NodeSet against;

    private boolean exist;
    private boolean withinReach;

    /** Whether this block could reach quorum, and whether this or any above could. */
    private boolean blockWithinReach;

    private boolean anyAboveWithinReach;

    Rivals(int nodes) {
      branches = new NodeSet(nodes);
      against = new NodeSet(nodes);
    }
  }

  /** Judges a forest of a chain of so many nodes. */
  Tear(Quorum quorum, Forest forest, int nodes) {
    this.quorum = quorum;
    stands = forest.stands();
    stands.forEach(stand -> rivals.put(stand, new Rivals(nodes)));
    for (int i = stands.size() - 1; i >= 0; i--) {
      oppose(i);
    }
    stands.forEach(this::raise);
    for (int i = stands.size() - 1; i >= 0; i--) {
      rival(i);
    }
  }

  /** From the bottom up: who is against each block, and whether it could reach quorum yet. */
  private void oppose(int i) {
    Stand stand = stands.get(i);
    Rivals own = rivals.get(stand);
    Stand parent = stand.parent();
    if (parent != null) {
      own.branches.addAll(rivals.get(parent).branches);
      siblings(stand).forEach(sibling -> own.branches.addAll(sibling.by()));
    }
    own.against.addAll(own.branches);
    neighbours(i).forEach(other -> own.against.addAll(other.by()));
    own.exist = !own.against.isEmpty();
    conflicts |= own.exist;
    boolean asParent = parent != null && own.against.sameAs(rivals.get(parent).against);
    own.blockWithinReach =
        asParent ? rivals.get(parent).blockWithinReach : quorum.withinReachWithout(own.against);
  }

  private static List<Stand> siblings(Stand stand) {
    return stand.parent().children().stream().filter(child -> child != stand).toList();
  }

  private List<Stand> neighbours(int i) {
    long height = stands.get(i).block().height();
    int from = i;
    while (from > 0 && stands.get(from - 1).block().height() == height) {
      from--;
    }
    int to = i + 1;
    while (to < stands.size() && stands.get(to).block().height() == height) {
      to++;
    }
    Stand own = stands.get(i);
    return stands.subList(from, to).stream().filter(stand -> stand != own).toList();
  }

  /** From the top down: whether it or any block above it could. */
  private void raise(Stand stand) {
    Rivals own = rivals.get(stand);
    own.anyAboveWithinReach |= own.blockWithinReach;
    if (stand.parent() != null) {
      rivals.get(stand.parent()).anyAboveWithinReach |= own.anyAboveWithinReach;
    }
  }

  /** From the bottom up: whether any block that conflicts with it could. */
  private void rival(int i) {
    Stand stand = stands.get(i);
    Rivals own = rivals.get(stand);
    if (stand.parent() != null) {
      own.withinReach =
          rivals.get(stand.parent()).withinReach
              || siblings(stand).stream().anyMatch(s -> rivals.get(s).anyAboveWithinReach);
    }
  }

  /** Whether any two of the blocks conflict. */
  boolean conflicts() {
    return conflicts;
  }

  boolean isTorn() {
    for (int i = 0; i < stands.size(); i++) {
      Rivals own = rivals.get(stands.get(i));
      if (own.exist
          && !own.blockWithinReach
          && !own.withinReach
          && neighbours(i).stream().noneMatch(n -> rivals.get(n).blockWithinReach)) {
        return true;
      }
    }
    return false;
  }
}
