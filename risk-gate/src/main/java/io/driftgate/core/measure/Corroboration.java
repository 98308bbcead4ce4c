package io.driftgate.core.measure;

import java.util.List;

/**
 * When blocks were first seen, and by how much later others arrived (semantics §3, §5). First-seen
 * has a value once two voters vouch for a block, or once it leads; arrivals wait for that.
 */
final class Corroboration {
  private static final int VOTERS = 2;

  private boolean firstSeenMoved;

  /** A node arrived at a block. */
  void arrived(Block block, NodeTracker node, long receivedNanos, long uncertaintyNanos) {
    if (block.corroborated()) {
      record(block, node, receivedNanos, uncertaintyNanos);
    } else {
      block.await(new Block.Arrival(node, receivedNanos, uncertaintyNanos));
    }
  }

  private static void record(
      Block block, NodeTracker node, long receivedNanos, long uncertaintyNanos) {
    long driftNanos = Math.max(0, receivedNanos - block.firstSeenNanos());
    node.drift().record(driftNanos, receivedNanos, block, uncertaintyNanos);
    node.record().drifted(driftNanos, uncertaintyNanos);
  }

  /** A voter vouched for a block for the first time: earlier than known, all are behind longer. */
  void vouchedFor(Block block, long atNanos) {
    firstSeenMoved |= block.arriveVoter(atNanos);
    if (block.votersArrived() >= VOTERS && !block.corroborated()) {
      corroborate(block);
    }
  }

  /** A block's parent became known: who vouched for the child has vouched for what it stands on. */
  void inherit(Block child, List<NodeTracker> nodes) {
    seenBelow(child.parent(), child.firstSeenNanos());
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).arrivals().inherit(child);
    }
    if (child.corroborated()) {
      leads(child.parent());
    }
  }

  /**
   * What stands on a block was seen at that time, and so was this and all below; it may be null.
   */
  void seenBelow(Block block, long nanos) {
    for (Block b = block; b != null && b.seenBy(nanos); b = b.parent()) {
      firstSeenMoved = true;
    }
  }

  /** A block leads, or none does: it and what it stands on have a first-seen. */
  void leads(Block tip) {
    for (Block b = tip; b != null && !b.corroborated(); b = b.parent()) {
      corroborate(b);
    }
  }

  private static void corroborate(Block block) {
    for (Block.Arrival waited : block.corroborate()) {
      record(block, waited.node(), waited.receivedNanos(), waited.uncertaintyNanos());
    }
  }

  /** Whether some block was seen earlier than others were measured by, since last asked. */
  boolean takeFirstSeenMoved() {
    boolean moved = firstSeenMoved;
    firstSeenMoved = false;
    return moved;
  }
}
