package io.driftgate.core.measure;

import java.util.ArrayDeque;
import java.util.Queue;

/** Which blocks one node has vouched for, and when it first did (semantics §3, §5). */
final class Arrivals {
  private final NodeTracker node;
  private final int index;
  private final Queue<Block> newest = new ArrayDeque<>();

  /** Whether it vouched for nothing since its last head: what it missed meanwhile is no drift. */
  private boolean interrupted = true;

  Arrivals(NodeTracker node, int index) {
    this.node = node;
    this.index = index;
  }

  /** It is UNKNOWN, or nothing it says is to be believed. */
  void interrupted() {
    interrupted = true;
  }

  /**
   * It vouches for a head, and so for all that the head stands on.
   *
   * @param uncertaintyNanos by how much it may have had the head earlier
   */
  void at(Block head, long receivedNanos, long uncertaintyNanos) {
    boolean shownFirst = !head.arrived(index);
    for (Block block = head; block != null && block.arrive(index); block = block.parent()) {
      vouch(block, receivedNanos);
      if (interrupted) {
        node.record().missed();
      } else {
        node.chain().recordArrival(block, node, receivedNanos, uncertaintyNanos);
      }
    }
    interrupted = false;
    if (shownFirst && node.votes()) {
      node.chain().tree().shownBy(head, node.plan().weight());
    }
  }

  /** It vouches again, for what it had shown before: since when it had that is not to be told. */
  void resume(Block head, long nowNanos) {
    for (Block block = head; block != null && block.arrive(index); block = block.parent()) {
      vouch(block, nowNanos);
      node.record().missed();
    }
  }

  /**
   * A block below what it vouches for became known only now: it vouches for that, too, but when it
   * got it cannot be told.
   */
  void inherit(Block child) {
    if (!child.arrived(index)) {
      return;
    }
    long atNanos = child.firstSeenNanos();
    for (Block b = child.parent(); b != null && b.arrive(index); b = b.parent()) {
      vouch(b, atNanos);
      node.record().missed();
    }
  }

  private void vouch(Block block, long atNanos) {
    block.keep();
    newest.add(block);
    if (newest.size() > BlockTree.DEPTH) {
      Block oldest = newest.remove();
      oldest.unkeep();
      node.chain().tree().forgetIfUnheld(oldest);
    }
    if (node.votes()) {
      node.chain().vouchedFor(block, atNanos);
    }
  }
}
