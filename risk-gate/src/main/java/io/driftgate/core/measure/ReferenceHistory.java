package io.driftgate.core.measure;

import io.driftgate.core.view.ChainView.Reorg;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How a chain's reference head moved: rises, reorgs, new beginnings (semantics §3, §5).
 *
 * <p>Staleness is measured from the last rise; markets count rises before they relax.
 */
final class ReferenceHistory {
  private static final int MAX_MARKED = BlockTree.DEPTH + 1;

  private final BlockTree tree;
  private final Canonical chain = new Canonical();
  private final Reorgs reorgsByWindow = new Reorgs();
  private final WarmUp warmUp = new WarmUp();

  /** Blocks that were the reference, newest last. A quorum that changes its mind makes many. */
  private final Deque<Block> marked = new ArrayDeque<>();

  private Block current;
  private Block latest;
  private long moves;
  private long rises;
  private long lastRiseNanos = Deadlines.NEVER;
  private boolean roseInThisStep;
  private long reorgs;
  private long deepestReorg;
  private Reorg lastReorg;

  ReferenceHistory(BlockTree tree) {
    this.tree = tree;
  }

  /**
   * Takes the walk's newest result.
   *
   * @param reference null with NO_QUORUM
   * @return whether the reference rose
   */
  boolean moveTo(Block reference, long nowNanos, long wallMs) {
    moves += reference == current ? 0 : 1;
    current = reference;
    latest = reference == null ? latest : reference;
    rejoin(chain.tip(), nowNanos, wallMs);
    if (reference == null || chain.contains(reference)) {
      return false;
    }
    Block common = chain.commonWith(reference);
    boolean firstTime = !reference.onceReference();
    if (common == null) {
      warmUp.jumpedFrom(chain, nowNanos);
    } else if (firstTime && common != chain.tip()) {
      recordReorg(common, chain.tip(), reference, nowNanos, wallMs);
    }
    markFrom(reference, common);
    chain.moveTo(reference);
    if (firstTime) {
      rises++;
      roseInThisStep = true;
      warmUp.rose();
      lastRiseNanos = nowNanos;
    }
    rejoin(reference, nowNanos, wallMs);
    return firstTime;
  }

  private void rejoin(Block reference, long nowNanos, long wallMs) {
    Block common = warmUp.foothold(reference);
    if (common != null) {
      Block left = warmUp.rejoin();
      if (common != left && common != reference) {
        recordReorg(common, left, reference, nowNanos, wallMs);
      }
    }
  }

  private void recordReorg(Block common, Block from, Block to, long nowNanos, long wallMs) {
    long depth = from.height() - common.height();
    reorgs++;
    moves++;
    reorgsByWindow.record(depth, nowNanos);
    deepestReorg = Math.max(deepestReorg, depth);
    lastReorg = new Reorg(depth, from.ref(), to.ref(), wallMs);
  }

  /** A parent became known below a block that may be of this chain. */
  void relinked(Block child) {
    chain.relinked(child);
    warmUp.relinked(child);
    if (child.onceReference()) {
      markFrom(child.parent(), null);
    }
  }

  private void markFrom(Block reference, Block common) {
    Deque<Block> oldestFirst = new ArrayDeque<>();
    for (Block b = reference; b != null && b != common && !b.onceReference(); b = b.parent()) {
      oldestFirst.push(b);
    }
    oldestFirst.forEach(this::mark);
  }

  private void mark(Block block) {
    block.becomeReference();
    marked.add(block);
    if (marked.size() > MAX_MARKED) {
      Block oldest = marked.remove();
      oldest.leaveHistory();
      tree.forgetIfUnheld(oldest);
    }
  }

  /** Null with NO_QUORUM. */
  Block current() {
    return current;
  }

  /** The reference; with NO_QUORUM the last one; null before the first. */
  Block latest() {
    return latest;
  }

  Reorgs reorgsByWindow() {
    return reorgsByWindow;
  }

  /** The chain of blocks up to the last rise. */
  Canonical chain() {
    return chain;
  }

  boolean roseInThisStep() {
    return roseInThisStep;
  }

  void endStep() {
    roseInThisStep = false;
  }

  /** Rises when the reference becomes another, or turns out to have come by a reorg. */
  long moves() {
    return moves;
  }

  long rises() {
    return rises;
  }

  boolean warm() {
    return warmUp.warm();
  }

  WarmUp warmUp() {
    return warmUp;
  }

  /** {@link Deadlines#NEVER} before the first. */
  long lastRiseNanos() {
    return lastRiseNanos;
  }

  long reorgs() {
    return reorgs;
  }

  long deepestReorg() {
    return deepestReorg;
  }

  Optional<Reorg> lastReorg() {
    return Optional.ofNullable(lastReorg);
  }
}
