package io.driftgate.core.opinion;

import io.driftgate.core.view.ChainView;
import java.util.ArrayList;
import java.util.List;

/** The reference over time: rises, reorgs, warm-up (semantics §3, §5). */
final class ReferenceOpinion {
  /** A block became reference that had not been, nor stood under one that had. */
  record Rise(Block block, long atNanos, long moment) {}

  /** As the core tells it, with its core time. */
  record Reorg(ChainView.Reorg told, long atNanos) {}

  final List<Rise> rises = new ArrayList<>();
  final List<Reorg> reorgs = new ArrayList<>();
  private final List<Block> past = new ArrayList<>();

  /** Rises since the chain was last anchored: the first gives a head, the second warms up. */
  private int risesSinceAnchor;

  Block current;

  /** The newest that ever was reference, or null. */
  Block last;

  void becomes(Block reference, long atNanos, long atMs, long moment) {
    current = reference;
    if (reference == null) {
      return;
    }
    last = reference;
    if (!reference.isUnderAny(past)) {
      rises(reference, atNanos, atMs, moment);
    }
    if (!past.contains(reference)) {
      past.add(reference);
    }
  }

  private void rises(Block block, long atNanos, long atMs, long moment) {
    Block old = rises.isEmpty() ? null : newestRise().block();
    if (old != null && Block.common(old, block) == null) {
      risesSinceAnchor = 0;
    } else if (old != null && Block.conflict(old, block)) {
      long depth = old.height() - Block.common(old, block).height();
      reorgs.add(new Reorg(new ChainView.Reorg(depth, old.ref(), block.ref(), atMs), atNanos));
    }
    rises.add(new Rise(block, atNanos, moment));
    risesSinceAnchor++;
  }

  Rise newestRise() {
    return rises.get(rises.size() - 1);
  }

  boolean isWarm() {
    return risesSinceAnchor >= 2;
  }

  /** Rises in or after a moment. */
  int risesSince(long moment) {
    int count = 0;
    for (int i = rises.size() - 1; i >= 0 && rises.get(i).moment() >= moment; i--) {
      count++;
    }
    return count;
  }

  /** When the reference last rose; {@link Block#NEVER} before. */
  long roseNanos() {
    return rises.isEmpty() ? Block.NEVER : newestRise().atNanos();
  }

  long deepest() {
    return reorgs.stream().mapToLong(r -> r.told().depth()).max().orElse(0);
  }
}
