package io.driftgate.core.measure;

import io.driftgate.core.view.ChainView.Reorg;
import java.util.Optional;

/**
 * How a chain's reference head moved: rises, reorgs, new beginnings (semantics §3, §5).
 *
 * <p>Staleness is measured from the last rise; markets count rises before they relax.
 */
final class ReferenceHistory {
  /** One reference head plus one rise. */
  private static final long WARM_RISES = 2;

  private final Canonical chain = new Canonical();
  private final Reorgs reorgsByWindow = new Reorgs();
  private Block current;
  private Block latest;
  private long rises;
  private long risesSinceAnchor;
  private long lastRiseNanos = Deadlines.NEVER;
  private long reorgs;
  private long deepestReorg;
  private Reorg lastReorg;

  /**
   * Takes the walk's newest result.
   *
   * @param reference null with NO_QUORUM
   * @return whether the reference rose
   */
  boolean moveTo(Block reference, long nowNanos, long wallMs) {
    current = reference;
    latest = reference == null ? latest : reference;
    if (reference == null || chain.contains(reference)) {
      return false;
    }
    Block common = chain.commonWith(reference);
    boolean firstTime = !reference.onceReference();
    if (common == null) {
      risesSinceAnchor = 0;
    } else if (firstTime && common != chain.tip()) {
      recordReorg(common, reference, nowNanos, wallMs);
    }
    markFrom(reference, common);
    chain.moveTo(reference);
    if (firstTime) {
      rises++;
      risesSinceAnchor++;
      lastRiseNanos = nowNanos;
    }
    return firstTime;
  }

  private void recordReorg(Block common, Block reference, long nowNanos, long wallMs) {
    long depth = chain.tip().height() - common.height();
    reorgs++;
    reorgsByWindow.record(depth, nowNanos);
    deepestReorg = Math.max(deepestReorg, depth);
    lastReorg = new Reorg(depth, chain.tip().ref(), reference.ref(), wallMs);
  }

  private static void markFrom(Block reference, Block common) {
    Block block = reference;
    while (block != null && block != common && !block.onceReference()) {
      block.becomeReference();
      block = block.parent();
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

  long rises() {
    return rises;
  }

  boolean warm() {
    return risesSinceAnchor >= WARM_RISES;
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
