package io.driftgate.core.measure;

import io.driftgate.core.fact.Verification;
import java.util.Arrays;

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

  private static final Showing[] NONE = {};

  private final BlockTree tree;
  private long memoryNanos;

  /** The highest, in fields of this very object: it is looked at with every answer. */
  private Block block;

  private long firstNanos;
  private long newestNanos;
  private Verification verification = Verification.OFF;

  /**
   * Those below it, lowest first, all on one chain of blocks, each shown earlier than those below
   * it. Most nodes never have any.
   */
  private Showing[] lower = NONE;

  private int lowers;

  /** A lower head that the node showed. */
  private static final class Showing {
    private final Block block;
    private final long firstNanos;
    private long newestNanos;
    private Verification verification;

    Showing(Block block, long firstNanos, long newestNanos, Verification verification) {
      this.block = block;
      this.firstNanos = firstNanos;
      this.newestNanos = newestNanos;
      this.verification = verification;
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
    if (block != null) {
      letGoOfTop();
    }
    dropOutshone(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Null before the first. */
  Block block() {
    return block;
  }

  /** What its newest showing said of its hash; {@link Verification#OFF} before the first. */
  Verification verification() {
    return verification;
  }

  /** A block was shown. It is the head now, or one to fall back to, or says nothing new. */
  void shown(Block shown, long nanos, Verification verified) {
    if (shown == block) {
      newestNanos = Math.max(newestNanos, nanos);
      verification = verified;
      dropOutshone(shown.height() - 1, newestNanos);
    } else if (block == null || block.reaches(shown)) {
      shownHigher(shown, nanos, verified);
    } else if (shown.reaches(block)) {
      shownLower(shown, nanos, verified);
    } else {
      leave();
      begin(shown, nanos, verified);
    }
  }

  private void shownHigher(Block shown, long nanos, Verification verified) {
    if (block != null && newestNanos <= nanos) {
      letGoOfTop();
    }
    dropOutshone(Long.MAX_VALUE, nanos);
    if (block != null) {
      insert(lowers, new Showing(block, firstNanos, newestNanos, verification));
    }
    begin(shown, nanos, verified);
  }

  private void shownLower(Block shown, long nanos, Verification verified) {
    int place = placeOf(shown.height());
    if (place < lowers && lower[place].block == shown) {
      lower[place].again(nanos, verified);
      dropOutshone(shown.height() - 1, lower[place].newestNanos);
    } else if ((place < lowers ? lower[place].newestNanos : newestNanos) < nanos) {
      dropOutshone(shown.height(), nanos);
      shown.hold();
      insert(placeOf(shown.height()), new Showing(shown, nanos, nanos, verified));
    }
  }

  /** The index of the lowest one remembered at or above a height. */
  private int placeOf(long height) {
    int place = 0;
    while (place < lowers && lower[place].block.height() < height) {
      place++;
    }
    return place;
  }

  /** Forgets, below the top, what is no higher than a height and was last shown by an instant. */
  private void dropOutshone(long height, long nanos) {
    for (int i = lowers - 1; i >= 0; i--) {
      if (lower[i].block.height() <= height && lower[i].newestNanos <= nanos) {
        letGo(remove(i).block);
      }
    }
  }

  private void begin(Block shown, long nanos, Verification verified) {
    block = shown;
    firstNanos = nanos;
    newestNanos = nanos;
    verification = verified;
    shown.hold();
  }

  /** Remembers one that is held; where there is no room for the highest. */
  private void insert(int place, Showing showing) {
    int at = place;
    if (lowers == LOWER) {
      letGo(remove(LOWER - 1).block);
      at = Math.min(at, lowers);
    }
    if (lowers == lower.length) {
      lower = Arrays.copyOf(lower, Math.min(LOWER, 2 * lowers + 1));
    }
    System.arraycopy(lower, at, lower, at + 1, lowers - at);
    lower[at] = showing;
    lowers++;
  }

  private Showing remove(int place) {
    Showing removed = lower[place];
    lowers--;
    System.arraycopy(lower, place + 1, lower, place, lowers - place);
    lower[lowers] = null;
    return removed;
  }

  private void letGoOfTop() {
    Block left = block;
    block = null;
    verification = Verification.OFF;
    letGo(left);
  }

  private void letGo(Block left) {
    left.release();
    tree.forgetIfUnheld(left);
  }

  /** Whether an answer with that block, asked for at that time, comes from behind the head. */
  boolean jitters(Block shown, long sentNanos, long receivedNanos) {
    return block != null
        && shown != block
        && sentNanos > firstNanos
        && receivedNanos < expiresAtNanos()
        && shown.reaches(block);
  }

  /** Lets go of heads that were not shown for the liveness timeout, if lower ones were. */
  void fallBack(long nowNanos) {
    while (nowNanos >= fallsAtNanos()) {
      letGoOfTop();
      Showing next = remove(lowers - 1);
      block = next.block;
      firstNanos = next.firstNanos;
      newestNanos = next.newestNanos;
      verification = next.verification;
    }
  }

  /** The instant at which it falls back if nothing more is shown. */
  long fallsAtNanos() {
    return lowers > 0 ? expiresAtNanos() : Deadlines.NEVER;
  }

  private long expiresAtNanos() {
    return Deadlines.after(newestNanos, memoryNanos);
  }
}
