package io.driftgate.core.measure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Which blocks one node has vouched for, and when it first did (semantics §3, §5). */
final class Arrivals {
  private final NodeTracker node;
  private final int index;
  private final Deque<Block> newest = new ArrayDeque<>();

  /** So many of the newest it arrived at while it had no vote. */
  private int withoutVote;

  /** Whether it vouched for nothing since its last head: what it missed meanwhile is no drift. */
  private boolean interrupted = true;

  /** Whether it vouched when the last step was over. */
  private boolean vouched;

  /** A head was shown in this step; when, and by how much it may have had it earlier. */
  private boolean headShown;

  private long shownNanos;
  private long uncertaintyNanos;

  /** The head of this step that weighs for links already; null for none. */
  private Block weighed;

  Arrivals(NodeTracker node, int index) {
    this.node = node;
    this.index = index;
  }

  /** It showed a head, at that time, which it may have had earlier by so much. */
  void shown(long receivedNanos, long mayBeEarlierNanos) {
    headShown = true;
    shownNanos = receivedNanos;
    uncertaintyNanos = mayBeEarlierNanos;
  }

  /** It vouches; a head that it shows for the first time weighs for links to it from now on. */
  void weigh(Block head) {
    if (headShown && node.votes() && weighed != head && !head.arrived(index)) {
      weighed = head;
      node.chain().tree().shownBy(head, node.plan().weight());
    }
  }

  /** Who is CORRUPT in this step is settled: these nodes arrive at what they vouch for now. */
  static void settle(List<NodeTracker> nodes, long nowNanos) {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).arrivals().settle(nowNanos);
    }
  }

  private void settle(long nowNanos) {
    boolean resumes = !vouched;
    vouched = node.vouches();
    if (vouched) {
      long atNanos = headShown ? shownNanos : nowNanos;
      if (node.votes()) {
        enfranchise(atNanos);
      }
      if (headShown) {
        at(node.headBlock());
      } else if (resumes) {
        resume(node.headBlock(), atNanos);
      }
      List<Block> detached = node.chain().finality().detached().of(node);
      for (int i = 0; i < detached.size(); i++) {
        resume(detached.get(i), atNanos);
      }
    } else {
      interrupted = true;
    }
    headShown = false;
    weighed = null;
  }

  /** It vouches for the head that it showed, and so for all that the head stands on. */
  private void at(Block head) {
    Block block = head;
    for (; block != null && block.arrive(index); block = block.parent()) {
      vouch(block, shownNanos);
      if (interrupted) {
        node.record().missed();
      } else {
        node.chain().corroboration().arrived(block, node, shownNanos, uncertaintyNanos);
      }
    }
    if (node.votes()) {
      node.chain().corroboration().seenBelow(block, shownNanos);
    }
    interrupted = false;
  }

  /**
   * It vouches again for what it had shown before, or for a finalized block that it only reported:
   * since when it had that is not to be told.
   */
  private void resume(Block head, long nowNanos) {
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
    boolean hadVote = withoutVote < newest.size() && !isWithoutVote(child);
    boolean hasNone = !node.votes() || withoutVote > 0;
    Block below = child.parent();
    while (below != null && takes(below, atNanos, hadVote, hasNone)) {
      below = below.parent();
    }
  }

  /** Returns whether that was new: what stands below an old one is old. */
  private boolean takes(Block block, long atNanos, boolean hadVote, boolean hasNone) {
    if (!block.arrive(index)) {
      return hadVote && promote(block, atNanos);
    }
    if (hadVote && hasNone) {
      haveVouched(block, atNanos);
    } else {
      vouch(block, atNanos);
    }
    node.record().missed();
    return true;
  }

  /** It came to this without a vote, but to what stands on it with one; returns whether so. */
  private boolean promote(Block block, long atNanos) {
    if (!isWithoutVote(block)) {
      return false;
    }
    newest.removeLastOccurrence(block);
    newest.addFirst(block);
    withoutVote--;
    node.chain().corroboration().vouchedFor(block, atNanos);
    return true;
  }

  /** Whether it has not voted for this since it came. */
  private boolean isWithoutVote(Block block) {
    Iterator<Block> newestFirst = newest.descendingIterator();
    for (int i = 0; i < withoutVote; i++) {
      if (newestFirst.next() == block) {
        return true;
      }
    }
    return false;
  }

  /** It has no vote now, but had one when it came to vouch for what stands on this. */
  private void haveVouched(Block block, long atNanos) {
    block.keep();
    newest.addFirst(block);
    if (newest.size() > BlockTree.DEPTH) {
      forgetOldest();
    }
    node.chain().corroboration().vouchedFor(block, atNanos);
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
  private void enfranchise(long nowNanos) {
    Iterator<Block> newestFirst = withoutVote == 0 ? null : newest.descendingIterator();
    for (; withoutVote > 0; withoutVote--) {
      node.chain().corroboration().vouchedFor(newestFirst.next(), nowNanos);
    }
  }
}
