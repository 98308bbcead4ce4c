package io.driftgate.core.measure;

/**
 * The head that a node is held to: the highest shown within the liveness timeout (semantics §4,
 * JITTER). An answer that was on its way while the next head was pushed, or a balancer's slower
 * backend, is no reorg.
 */
final class ShownHead {
  private final BlockTree tree;
  private long memoryNanos;
  private Block head;
  private long shownNanos = Long.MIN_VALUE;

  ShownHead(BlockTree tree, long memoryNanos) {
    this.tree = tree;
    this.memoryNanos = memoryNanos;
  }

  void replan(long newMemoryNanos) {
    memoryNanos = newMemoryNanos;
  }

  /** Lets go of what is held. */
  void leave() {
    if (head != null) {
      head.release();
      tree.forgetIfUnheld(head);
    }
  }

  /** Null before the first. */
  Block block() {
    return head;
  }

  /** Whether a showing makes that block the head; else the head stands. */
  boolean accepts(Block shown, long receivedNanos) {
    return head == null
        || (shown != head && !shown.reaches(head))
        || (shown != head && receivedNanos - shownNanos > memoryNanos);
  }

  /** A lower head was answered to a question asked after the higher one was shown. */
  boolean jitters(Block shown, long sentNanos) {
    return head != null && shown != head && sentNanos > shownNanos;
  }

  void shownAgain(Block shown, long receivedNanos) {
    if (shown == head) {
      shownNanos = Math.max(shownNanos, receivedNanos);
    }
  }

  void moveTo(Block shown, long receivedNanos) {
    Block left = head;
    head = shown;
    shownNanos = receivedNanos;
    head.hold();
    if (left != null) {
      left.release();
      tree.forgetIfUnheld(left);
    }
  }
}
