package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;
import java.util.List;

/** What is finalized on one chain, and who contradicts that (semantics §5). */
final class ChainFinality {
  private final Quorum quorum;
  private final Ancestry ancestry;
  private final List<NodeTracker> nodes;
  private final FinalizedBlocks blocks;
  private final FinalityTracker tracker;
  private final Detached detached;

  /** Voters CORRUPT by contradiction. */
  private final Tally contradicting;

  private final Task onViolation;
  private boolean linksLearnt;
  private boolean violated;

  /**
   * Knows of nothing finalized.
   *
   * @param onViolation told when finality comes to be violated, within the step
   */
  ChainFinality(
      Quorum quorum,
      BlockTree tree,
      Canonical reference,
      List<NodeTracker> nodes,
      Task onViolation) {
    this.onViolation = onViolation;
    this.quorum = quorum;
    this.nodes = nodes;
    ancestry = new Ancestry(tree, reference);
    blocks = new FinalizedBlocks(reference);
    tracker = new FinalityTracker(quorum, ancestry, blocks, nodes.size());
    detached = new Detached(ancestry);
    contradicting = new Tally(nodes.size());
  }

  /** A node named a finalized block; it contradicts if it, or what it repeats, does. */
  void reported(NodeTracker node, Finality said) {
    BlockRef ref = said.finalized();
    if (!node.finalizedReports().contains(ref)) {
      tracker.reported(node, ref, said.finalizedTimestampMs());
      if (node.votes()) {
        detached.reported(node, ref);
      }
    }
    if (blocks.contradictedBy(ref)) {
      node.corrupt(Fault.CONTRADICTION);
    }
  }

  /** A CORRUPT node showed a head, perhaps the same again: none redeems that contradicts. */
  void headRepeated(NodeTracker node) {
    if (blocks.contradictedBy(node.headBlock())) {
      node.corrupt(Fault.CONTRADICTION);
    }
  }

  /** A node's head moved from one that it left; null for none. */
  void headMoved(NodeTracker node, Block left) {
    Block head = node.headBlock();
    if (blocks.contradictedBy(head)) {
      node.corrupt(Fault.CONTRADICTION);
    }
    if (!node.votes()) {
      return;
    }
    boolean extended = left != null && ancestry.stands(head, left);
    tracker.headMoved(node, left, extended);
    if (!extended) {
      detached.headJumped(node);
    } else if (left.height() < detached.top()) {
      detached.headPassed(node);
    }
  }

  /** A block was shown for the first time. */
  void added(Block block) {
    if (tracker.isReported(block)) {
      BlockRef ref = block.ref();
      tracker.linksLearnt();
      quorum.voters().stream()
          .filter(voter -> voter.finalizedReports().contains(ref))
          .forEach(detached::lookAt);
    }
  }

  /** Blocks have ancestors that they were not known to have. */
  void linksLearnt() {
    linksLearnt = true;
    blocks.linksLearnt();
    tracker.linksLearnt();
    detached.disturbed();
  }

  /** The quorum rule, or a name that it asks for, is another. */
  void quorumMoved() {
    tracker.quorumMoved();
  }

  /** Who votes is another, or what that weighs; {@link #settle} counts them all anew. */
  void votersMoved() {
    contradicting.clear();
    tracker.votersMoved();
    detached.retain(quorum.voters());
  }

  /**
   * Counts the votes of the nodes touched, makes true what follows for finality, and touches those
   * that contradict it now; returns whether anything that is read of it moved.
   */
  boolean settle(List<NodeTracker> touched, long nowNanos) {
    BlockRef before = tracker.finalized();
    int voted = touched.size();
    if (linksLearnt) {
      linksLearnt = false;
      detached.refresh();
      contradictHeads();
    }
    int counted = count(touched, 0, voted);
    boolean moved = tracker.settle(nowNanos);
    if (!tracker.finalized().equals(before)) {
      contradictHeads();
      contradictReports();
    }
    if (touched.size() > counted) {
      count(touched, counted, counted);
      moved |= tracker.settle(nowNanos);
    }
    boolean violationMoved = judge();
    return moved || violationMoved;
  }

  /** Those from {@code voted} on were touched only now: what their vote counts for is another. */
  private int count(List<NodeTracker> touched, int from, int voted) {
    int until = touched.size();
    for (int i = from; i < until; i++) {
      NodeTracker node = touched.get(i);
      if (i >= voted) {
        node.updateVote();
      }
      boolean vouches = node.votes() && node.vouches();
      if (tracker.count(node, vouches, node.record().finalityKnown())) {
        detached.disturbed();
      }
      contradicting.set(node, node.votes() && node.isCorruptBy(Fault.CONTRADICTION));
    }
    return until;
  }

  private void contradictHeads() {
    for (int i = 0; i < nodes.size(); i++) {
      Block head = nodes.get(i).headBlock();
      if (head != null && blocks.contradictedBy(head)) {
        nodes.get(i).corrupt(Fault.CONTRADICTION);
      }
    }
  }

  /** Earlier blocks have been held against them before. */
  private void contradictReports() {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).finalizedReports().contradicts(blocks.newest(0))) {
        nodes.get(i).corrupt(Fault.CONTRADICTION);
      }
    }
  }

  private boolean judge() {
    boolean before = violated;
    violated = tracker.conflicted() || quorum.isDeniedBy(contradicting.weight());
    if (violated && !before) {
      onViolation.run();
    }
    return violated != before;
  }

  /**
   * Whether finality has a value: a quorum knows of it, and it is not above the reference (which
   * would be behind what is final).
   *
   * @param reference null with NO_QUORUM
   */
  boolean isKnown(Block reference) {
    return tracker.isKnown()
        && (reference == null || tracker.finalized().height() <= reference.height());
  }

  /** Reference − finalized; {@link NodeTracker#NO_VALUE} while either is unknown. */
  long lagBlocks(Block reference) {
    return reference == null || !isKnown(reference)
        ? NodeTracker.NO_VALUE
        : reference.height() - tracker.finalized().height();
  }

  /** Difference of the timestamps; {@link NodeTracker#NO_VALUE} while either is unknown. */
  long lagMs(Block reference) {
    return reference == null || !isKnown(reference) || tracker.timestampMs() < 0
        ? NodeTracker.NO_VALUE
        : Math.max(0, reference.head().timestampMs() - tracker.timestampMs());
  }

  boolean isViolated() {
    return violated;
  }

  FinalityTracker tracker() {
    return tracker;
  }

  Detached detached() {
    return detached;
  }
}
