package io.driftgate.core.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All blocks that voters vouch for, each with who does, highest first, down to where one trunk is
 * left: below that nothing conflicts, and nobody is added. Where one stands alone for a stretch,
 * its highest stands for all of it. Exact, and slow where branches lie side by side: a step a
 * block.
 */
final class Forest {
  private final int nodes;
  private final TreeMap<Long, List<Stand>> pending = new TreeMap<>();
  private int fronts;

  /** Highest first. */
  private final List<Stand> stands = new ArrayList<>();

  /** A block, and who stands behind it. */
  static final class Stand {
    private final Block block;
    private final NodeSet by;
    private final List<Stand> children = new ArrayList<>(1);
    private Stand parent;
    private int index;

    private Stand(Block block, int nodes) {
      this.block = block;
      by = new NodeSet(nodes);
    }

    Block block() {
      return block;
    }

    /** Who vouches for it. */
    NodeSet by() {
      return by;
    }

    /** Those blocks right above it that somebody vouches for. */
    List<Stand> children() {
      return children;
    }

    /** Its own among {@link Forest#stands}. */
    int index() {
      return index;
    }

    /** Null at the bottom. */
    Stand parent() {
      return parent;
    }
  }

  private Forest(int nodes) {
    this.nodes = nodes;
  }

  /** What these voters vouch for, as far as they do. */
  static Forest of(List<NodeTracker> voters, Detached detached, int nodes) {
    Forest forest = new Forest(nodes);
    for (NodeTracker voter : voters) {
      if (voter.vouches()) {
        forest.at(voter.headBlock()).by.add(voter.index());
        detached.of(voter).forEach(block -> forest.at(block).by.add(voter.index()));
      }
    }
    forest.grow();
    return forest;
  }

  private Stand at(Block block) {
    List<Stand> there = pending.computeIfAbsent(block.height(), height -> new ArrayList<>(1));
    for (Stand stand : there) {
      if (stand.block == block) {
        return stand;
      }
    }
    Stand stand = new Stand(block, nodes);
    there.add(stand);
    fronts++;
    return stand;
  }

  private void grow() {
    while (fronts > 0) {
      boolean trunk = fronts == 1;
      Map.Entry<Long, List<Stand>> highest = pending.pollLastEntry();
      fronts -= highest.getValue().size();
      highest.getValue().forEach(this::list);
      if (!trunk) {
        boolean alone = highest.getValue().size() == 1;
        long next = alone ? pending.lastKey() : Long.MAX_VALUE;
        highest.getValue().forEach(stand -> stepDown(stand, next));
      }
    }
  }

  private void list(Stand stand) {
    stand.index = stands.size();
    stands.add(stand);
  }

  /**
   * To its parent; while it stands alone, to where others stand: what lies between is backed and
   * opposed as itself.
   */
  private void stepDown(Stand stand, long next) {
    Block below = stand.block.parent();
    while (below != null && below.height() > next) {
      below = below.parent();
    }
    if (below != null) {
      stand.parent = at(below);
      stand.parent.by.addAll(stand.by);
      stand.parent.children.add(stand);
    }
  }

  /** Highest first; those of one height side by side. */
  List<Stand> stands() {
    return stands;
  }
}
