package io.driftgate.core.measure;

import io.driftgate.core.fact.Verification;

/**
 * The head that a node is held to: the highest shown within the liveness timeout (semantics §4,
 * JITTER). An answer that was on its way while the next head was pushed, or a balancer's slower
 * backend, is no reorg. When all that was shown is older, the newest of it stands.
 *
 * <p>A lower head counts only while none above it was shown at its time or since; so from the top
 * downwards each was shown later. Of those the newest {@value #LOWER} are remembered.
 */
final class ShownHead {
  /** Heads remembered below the highest. */
  static final int LOWER = 16;

  private final BlockTree tree;
  private long memoryNanos;

  /**
   * Lowest first, all on one chain of blocks, each shown earlier than those below it; and behind
   * them some to be used again.
   */
  private final Showing[] showings = new Showing[LOWER + 1];

  private int count;

  /** A block that the node showed. */
  private static final class Showing {
    private Block block;
    private long firstNanos;
    private long newestNanos;
    private Verification verification;

    void begin(Block shown, long nanos, Verification verified) {
      block = shown;
      firstNanos = nanos;
      newestNanos = nanos;
      verification = verified;
    }

    void again(long nanos, Verification verified) {
      newestNanos = Math.max(newestNanos, nanos);
      verification = verified;
    }
  }

  ShownHead(BlockTree tree, long memoryNanos) {
    this.tree = tree;
    this.memoryNanos = memoryNanos;
  }

  void replan(long newMemoryNanos) {
    memoryNanos = newMemoryNanos;
  }

  /** Lets go of all that is held. */
  void leave() {
    dropOutshone(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Null before the first. */
  Block block() {
    return count == 0 ? null : top().block;
  }

  /** What its newest showing said of its hash; {@link Verification#OFF} before the first. */
  Verification verification() {
    return count == 0 ? Verification.OFF : top().verification;
  }

  private Showing top() {
    return showings[count - 1];
  }

  /** A block was shown. It is the head now, or one to fall back to, or says nothing new. */
  void shown(Block block, long nanos, Verification verification) {
    if (count > 0 && block == top().block) {
      top().again(nanos, verification);
      dropOutshone(block.height() - 1, top().newestNanos);
    } else if (count == 0 || top().block.reaches(block)) {
      dropOutshone(Long.MAX_VALUE, nanos);
      insert(count, block, nanos, verification);
    } else if (block.reaches(top().block)) {
      shownLower(block, nanos, verification);
    } else {
      dropOutshone(Long.MAX_VALUE, Long.MAX_VALUE);
      insert(0, block, nanos, verification);
    }
  }

  private void shownLower(Block block, long nanos, Verification verification) {
    int place = placeOf(block.height());
    if (place < count && showings[place].block == block) {
      showings[place].again(nanos, verification);
      dropOutshone(block.height() - 1, showings[place].newestNanos);
    } else if (showings[place].newestNanos < nanos) {
      dropOutshone(block.height(), nanos);
      if (count == showings.length) {
        remove(count - 2);
      }
      insert(placeOf(block.height()), block, nanos, verification);
    }
  }

  /** The index of the lowest showing at or above a height. */
  private int placeOf(long height) {
    int place = 0;
    while (place < count && showings[place].block.height() < height) {
      place++;
    }
    return place;
  }

  /** Forgets what is no higher than a height and was last shown no later than an instant. */
  private void dropOutshone(long height, long nanos) {
    for (int i = count - 1; i >= 0; i--) {
      if (showings[i].block.height() <= height && showings[i].newestNanos <= nanos) {
        remove(i);
      }
    }
  }

  private void insert(int place, Block block, long nanos, Verification verification) {
    Showing spare = showings[count] == null ? new Showing() : showings[count];
    System.arraycopy(showings, place, showings, place + 1, count - place);
    showings[place] = spare;
    spare.begin(block, nanos, verification);
    count++;
    block.hold();
  }

  private void remove(int place) {
    Showing spare = showings[place];
    Block left = spare.block;
    spare.block = null;
    count--;
    System.arraycopy(showings, place + 1, showings, place, count - place);
    showings[count] = spare;
    left.release();
    tree.forgetIfUnheld(left);
  }

  /** Whether an answer with that block, asked for at that time, comes from behind the head. */
  boolean jitters(Block block, long sentNanos, long receivedNanos) {
    return count > 0
        && block != top().block
        && sentNanos > top().firstNanos
        && receivedNanos < expiresAtNanos()
        && block.reaches(top().block);
  }

  /** Lets go of heads that were not shown for the liveness timeout, if lower ones were. */
  void fallBack(long nowNanos) {
    while (nowNanos >= fallsAtNanos()) {
      remove(count - 1);
    }
  }

  /** The instant at which it falls back if nothing more is shown. */
  long fallsAtNanos() {
    return count > 1 ? expiresAtNanos() : Deadlines.NEVER;
  }

  private long expiresAtNanos() {
    return Deadlines.after(top().newestNanos, memoryNanos);
  }
}
