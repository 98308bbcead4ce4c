package io.driftgate.core.opinion;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of its heads a node has (semantics §4, JITTER): the highest shown within the liveness
 * timeout, of those on one chain. A head that is on another chain forgets the rest.
 */
final class ShownHeads {
  static final long JITTER_NANOS = 60_000_000_000L;

  private long livenessNanos;
  private final List<Shown> run = new ArrayList<>();
  private long jitterNanos = Block.NEVER;

  /** A block with the first and the last time at which it was shown. */
  private record Shown(Block block, long firstNanos, long lastNanos) {}

  ShownHeads(long livenessNanos) {
    this.livenessNanos = livenessNanos;
  }

  /** What it has fallen back from does not come again by a longer timeout. */
  void becomes(long newLivenessNanos, long nowNanos) {
    Shown head = headAt(nowNanos);
    run.removeIf(shown -> head != null && shown.block().height() > head.block().height());
    livenessNanos = newLivenessNanos;
  }

  void shows(Showing showing, long coreNanos) {
    Block block = showing.block();
    Shown head = headAt(coreNanos);
    boolean related = head != null && (block.isUnder(head.block()) || head.block().isUnder(block));
    if (!related) {
      run.clear();
    } else if (block.height() < head.block().height()) {
      jitters(showing, head);
    }
    add(block, showing.receivedNanos());
    forgetShadowed();
  }

  private void jitters(Showing showing, Shown head) {
    boolean lasts = showing.receivedNanos() - head.lastNanos() <= livenessNanos;
    if (lasts && showing.fact().sentNanos() > head.firstNanos()) {
      jitterNanos = Math.max(jitterNanos, showing.receivedNanos());
    }
  }

  private void add(Block block, long nanos) {
    for (int i = 0; i < run.size(); i++) {
      Shown old = run.get(i);
      if (old.block() == block) {
        run.set(i, new Shown(block, old.firstNanos(), Math.max(old.lastNanos(), nanos)));
        return;
      }
    }
    run.add(new Shown(block, nanos, nanos));
  }

  /** What a higher head was shown above at its time or since, can never be the head again. */
  private void forgetShadowed() {
    List<Shown> all = List.copyOf(run);
    run.removeIf(shown -> all.stream().anyMatch(other -> shadows(other, shown)));
  }

  private static boolean shadows(Shown one, Shown other) {
    return one.block().height() > other.block().height() && one.lastNanos() >= other.lastNanos();
  }

  /** The head, or null before any. */
  Block at(long nowNanos) {
    Shown head = headAt(nowNanos);
    return head == null ? null : head.block();
  }

  /** Whether it is its head, or one that it may fall back to. */
  boolean holds(Block block) {
    return run.stream().anyMatch(shown -> shown.block() == block);
  }

  private Shown headAt(long nowNanos) {
    Shown best = null;
    for (Shown shown : run) {
      if (best == null || better(shown, best, nowNanos)) {
        best = shown;
      }
    }
    return best;
  }

  private boolean better(Shown one, Shown best, long nowNanos) {
    boolean oneIn = nowNanos - one.lastNanos() <= livenessNanos;
    boolean bestIn = nowNanos - best.lastNanos() <= livenessNanos;
    if (oneIn != bestIn) {
      return oneIn;
    }
    if (!oneIn && one.lastNanos() != best.lastNanos()) {
      return one.lastNanos() > best.lastNanos();
    }
    return one.block().height() > best.block().height();
  }

  boolean isJitter(long nowNanos) {
    return jitterNanos != Block.NEVER && nowNanos - jitterNanos < JITTER_NANOS;
  }

  void instants(Instants out) {
    for (Shown shown : run) {
      out.addLonger(shown.lastNanos(), livenessNanos);
    }
    if (jitterNanos != Block.NEVER) {
      out.add(jitterNanos + JITTER_NANOS);
    }
  }
}
