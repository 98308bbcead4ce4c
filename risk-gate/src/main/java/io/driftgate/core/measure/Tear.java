package io.driftgate.core.measure;

import io.driftgate.core.measure.Forest.Stand;
import java.util.List;

/**
 * Whether the fleet is torn (docs/decisions/definitions.md, SPLIT): some block that is vouched for
 * is conflicted, and neither it nor any that conflicts with it could reach quorum. Exact and slow.
 */
final class Tear {
  private final Quorum quorum;
  private final List<Stand> stands;

  /** By the stands' index. */
  private final Rivals[] rivals;

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
    rivals = new Rivals[stands.size()];
    for (int i = stands.size() - 1; i >= 0; i--) {
      rivals[i] = new Rivals(nodes);
      oppose(stands.get(i), rivals[i]);
    }
    for (int i = 0; i < rivals.length; i++) {
      raise(stands.get(i), rivals[i]);
    }
    for (int i = rivals.length - 1; i >= 0; i--) {
      rival(stands.get(i), rivals[i]);
    }
  }

  private Rivals of(Stand stand) {
    return rivals[stand.index()];
  }

  /** From the bottom up: who is against each block, and whether it could reach quorum yet. */
  private void oppose(Stand stand, Rivals own) {
    Stand parent = stand.parent();
    if (parent != null) {
      own.branches.addAll(of(parent).branches);
      for (int i = 0; i < parent.children().size(); i++) {
        Stand sibling = parent.children().get(i);
        if (sibling != stand) {
          own.branches.addAll(sibling.by());
        }
      }
    }
    own.against.addAll(own.branches);
    for (int i = firstBeside(stand); isBeside(stand, i); i++) {
      if (i != stand.index()) {
        own.against.addAll(stands.get(i).by());
      }
    }
    own.exist = !own.against.isEmpty();
    conflicts |= own.exist;
    boolean asParent = parent != null && own.against.sameAs(of(parent).against);
    own.blockWithinReach =
        asParent ? of(parent).blockWithinReach : quorum.withinReachWithout(own.against);
  }

  /** Those of one height are side by side. */
  private int firstBeside(Stand stand) {
    int first = stand.index();
    while (first > 0 && isBeside(stand, first - 1)) {
      first--;
    }
    return first;
  }

  private boolean isBeside(Stand stand, int i) {
    return i < stands.size() && stands.get(i).block().height() == stand.block().height();
  }

  /** From the top down: whether it or any block above it could. */
  private void raise(Stand stand, Rivals own) {
    own.anyAboveWithinReach |= own.blockWithinReach;
    if (stand.parent() != null) {
      of(stand.parent()).anyAboveWithinReach |= own.anyAboveWithinReach;
    }
  }

  /** From the bottom up: whether any block that conflicts with it could. */
  private void rival(Stand stand, Rivals own) {
    Stand parent = stand.parent();
    if (parent == null) {
      return;
    }
    own.withinReach = of(parent).withinReach;
    for (int i = 0; i < parent.children().size(); i++) {
      Stand sibling = parent.children().get(i);
      own.withinReach |= sibling != stand && of(sibling).anyAboveWithinReach;
    }
  }

  /** Whether any two of the blocks conflict. */
  boolean conflicts() {
    return conflicts;
  }

  boolean isTorn() {
    for (int i = 0; i < rivals.length; i++) {
      if (rivals[i].exist
          && !rivals[i].blockWithinReach
          && !rivals[i].withinReach
          && !anyBesideWithinReach(stands.get(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean anyBesideWithinReach(Stand stand) {
    boolean any = false;
    for (int i = firstBeside(stand); isBeside(stand, i); i++) {
      any |= i != stand.index() && rivals[i].blockWithinReach;
    }
    return any;
  }
}
