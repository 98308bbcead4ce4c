package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;

/** A block that some voter has reported as finalized, with all who support that. */
final class FinalityCandidate {
  private final BlockRef ref;

  /** Who supports it, or would if it vouched. */
  private final NodeSet backers;

  /** Of those, who vouches. */
  private final Tally supporters;

  private int reporters;
  private boolean reached;

  FinalityCandidate(BlockRef ref, int nodes) {
    this.ref = ref;
    backers = new NodeSet(nodes);
    supporters = new Tally(nodes);
  }

  BlockRef ref() {
    return ref;
  }

  long height() {
    return ref.height();
  }

  boolean isBackedBy(NodeTracker voter) {
    return backers.contains(voter.index());
  }

  /** Returns whether it has more supporters by that. */
  boolean back(NodeTracker voter, boolean backs, boolean vouches) {
    if (backs) {
      backers.add(voter.index());
    } else {
      backers.remove(voter.index());
    }
    return supporters.set(voter, backs && vouches) && backs;
  }

  /** Returns whether it has more supporters by that. */
  boolean vouching(NodeTracker voter, boolean vouches) {
    return supporters.set(voter, vouches && isBackedBy(voter)) && vouches;
  }

  Tally supporters() {
    return supporters;
  }

  /** Voters that remember having reported just this. */
  int reporters() {
    return reporters;
  }

  void reported(int more) {
    reporters += more;
  }

  /** Whether a quorum has ever supported it. */
  boolean reached() {
    return reached;
  }

  void reach() {
    reached = true;
  }
}
