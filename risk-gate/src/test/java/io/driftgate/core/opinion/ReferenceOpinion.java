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

  /** A chain that no known link joins to the reference of now. */
  private record Left(Block tip, long sinceNanos, boolean warm, int rises) {}

  final List<Rise> rises = new ArrayList<>();
  final List<Reorg> reorgs = new ArrayList<>();
  private final List<Block> past = new ArrayList<>();

  /** Rises since the chain was last anchored: the first gives a head, the second warms up. */
  private int risesSinceAnchor;

  /** Not null while the reference has jumped. */
  private Left left;

  Block current;

  /** The newest that ever was reference, or null. */
  Block last;

  /** The reference chain's: a reference that is only an ancestor of it does not shorten it. */
  Block tip;

  void becomes(Block reference, long atNanos, long atMs, long moment) {
    current = reference;
    joins(tip, atNanos, atMs);
    if (reference == null) {
      return;
    }
    last = reference;
    for (Block at = reference; at != null && !at.wasReference; at = at.parent) {
      at.wasReference = true;
    }
    if (!reference.isUnder(tip)) {
      moves(reference, atNanos, atMs, moment);
    }
    joins(reference, atNanos, atMs);
    if (!past.contains(reference)) {
      past.add(reference);
    }
  }

  private void moves(Block to, long atNanos, long atMs, long moment) {
    Block from = tip;
    tip = to;
    boolean risen = !to.isUnderAny(past);
    if (from != null && Block.common(from, to) == null) {
      jumps(from, atNanos);
    } else if (from != null && risen) {
      reorgs(from, to, atNanos, atMs);
    }
    if (risen) {
      rises.add(new Rise(to, atNanos, moment));
      risesSinceAnchor++;
    }
  }

  private void reorgs(Block from, Block to, long atNanos, long atMs) {
    if (Block.conflict(from, to)) {
      long depth = from.height() - Block.common(from, to).height();
      reorgs.add(new Reorg(new ChainView.Reorg(depth, from.ref(), to.ref(), atMs), atNanos));
    }
  }

  private void jumps(Block from, long atNanos) {
    if (left == null) {
      left = new Left(from, atNanos, risesSinceAnchor >= 2, risesSinceAnchor);
    }
    risesSinceAnchor = 0;
  }

  private void joins(Block reference, long atNanos, long atMs) {
    if (left != null && Block.common(left.tip(), reference) != null) {
      reorgs(left.tip(), reference, atNanos, atMs);
      risesSinceAnchor += left.rises();
      left = null;
    }
  }

  /** Its history starts anew where a jump has lasted. */
  void expires(long graceNanos, long nowNanos) {
    if (left != null && nowNanos - left.sinceNanos() > graceNanos) {
      left = null;
      risesSinceAnchor = 1;
    }
  }

  void instants(long graceNanos, Instants out) {
    if (left != null) {
      out.addLonger(left.sinceNanos(), graceNanos);
    }
  }

  Rise newestRise() {
    return rises.get(rises.size() - 1);
  }

  /** Whether no known link joins it to the chain before. */
  boolean hasJumped() {
    return left != null;
  }

  boolean isWarm() {
    return left == null ? risesSinceAnchor >= 2 : left.warm();
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
