package io.driftgate.core.measure;

/** Some voters of one chain, with their number and weight. */
final class Tally {
  private final NodeSet members;
  private long weight;
  private int voters;

  /** Makes an empty one over a chain of so many nodes. */
  Tally(int nodes) {
    members = new NodeSet(nodes);
  }

  /** Counts a voter, or no longer does; returns whether that was otherwise before. */
  boolean set(NodeTracker voter, boolean counts) {
    if (counts ? !members.add(voter.index()) : !members.remove(voter.index())) {
      return false;
    }
    weight += counts ? voter.plan().weight() : -voter.plan().weight();
    voters += counts ? 1 : -1;
    return true;
  }

  /** Counts nobody. */
  void clear() {
    members.clear();
    weight = 0;
    voters = 0;
  }

  boolean contains(NodeTracker voter) {
    return members.contains(voter.index());
  }

  NodeSet members() {
    return members;
  }

  long weight() {
    return weight;
  }

  int voters() {
    return voters;
  }
}
