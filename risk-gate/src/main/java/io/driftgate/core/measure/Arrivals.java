package io.driftgate.core.measure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Which blocks one node has vouched for, and when it first did (semantics §3, §5). */
final class Arrivals {
  private final NodeTracker node;
  private final int index;
  private final Deque<Block> newest = new ArrayDeque<>();

  /** So many of the newest it arrived at while it had no vote. */
  private int withoutVote;

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
    if (node.votes()) {
      enfranchise(receivedNanos);
    }
    for (Block block = head; block != null && block.arrive(index); block = block.parent()) {
      vouch(block, receivedNanos);
      if (interrupted) {
        node.record().missed();
      } else {
        node.chain().corroboration().arrived(block, node, receivedNanos, uncertaintyNanos);
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
    boolean counts = node.votes() && withoutVote == 0;
    withoutVote += counts ? 0 : 1;
    if (newest.size() > BlockTree.DEPTH) {
      forgetOldest();
    }
    if (counts) {
      node.chain().corroboration().vouchedFor(block, atNanos);
    }
  }

  private void forgetOldest() {
    Block oldest = newest.remove();
    withoutVote = Math.min(withoutVote, newest.size());
    oldest.stopAwaiting(node);
    letGo(oldest);
  }

  private void letGo(Block block) {
    block.unkeep();
    node.chain().tree().forgetIfUnheld(block);
  }

  /** It is a node no more; blocks that only it vouched for lose their voter. */
  void leave() {
    int withVote = newest.size() - withoutVote;
    for (Block block : newest) {
      if (withVote > 0) {
        block.voterLeaves();
      }
      withVote--;
      letGo(block);
    }
    newest.clear();
  }

  /** It vouches with a vote from now on: for what it had arrived at without one, too. */
  void enfranchise(long nowNanos) {
    Iterator<Block> newestFirst = withoutVote == 0 ? null : newest.descendingIterator();
    for (; withoutVote > 0; withoutVote--) {
      node.chain().corroboration().vouchedFor(newestFirst.next(), nowNanos);
    }
  }
}
