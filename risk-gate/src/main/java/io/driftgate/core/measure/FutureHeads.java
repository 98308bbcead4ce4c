package io.driftgate.core.measure;

import io.driftgate.core.plan.Quorate;
import java.util.List;

/**
 * Whether a quorum's newest heads lie more than 2 s above wall time: then it is wall time that is
 * wrong (semantics §1). Costs a look at the nodes that were heard, as long as none shows the
 * future.
 */
final class FutureHeads {
  private static final long TOLERANCE_MS = 2_000;

  private final WallClock wall;
  private final int slot;
  private final Topic topic = new Topic();
  private final ChainTracker chain;
  private final Topic.Subscriber turned =
      new Topic.Subscriber() {
        @Override
        public void run() {
          judge();
        }

        @Override
        public boolean gone() {
          return left;
        }
      };

  private boolean left;
  private boolean any;
  private boolean quorum;

  FutureHeads(ChainTracker chain, WallClock wall) {
    this.chain = chain;
    this.wall = wall;
    slot = wall.instants().add(unixNanos -> judge());
    wall.turned().subscribe(turned);
  }

  /** Looks again after these nodes were heard. */
  void heard(List<NodeTracker> touched) {
    for (int i = 0; i < touched.size() && !any; i++) {
      any = isAhead(touched.get(i));
    }
    if (any) {
      judge();
    }
  }

  private void judge() {
    any = false;
    long endsMs = Long.MAX_VALUE;
    Quorate quorate = new Quorate(chain.plan().quorum());
    quorate.outOf(chain.readout().configuredWeight());
    List<NodeTracker> nodes = chain.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      NodeTracker node = nodes.get(i);
      if (isAhead(node)) {
        any = true;
        endsMs = Math.min(endsMs, timestampMs(node) - TOLERANCE_MS);
        quorate.add(node.plan().weight(), node.family(), node.operator());
      }
    }
    wall.instants().set(slot, any ? WallClock.unixNanos(endsMs) : Deadlines.NEVER);
    boolean before = quorum;
    quorum = any && quorate.reached();
    if (quorum != before) {
      topic.changed();
    }
  }

  private boolean isAhead(NodeTracker node) {
    return node.votes() && node.vouches() && timestampMs(node) - TOLERANCE_MS > wall.nowMs();
  }

  private static long timestampMs(NodeTracker node) {
    return node.headBlock().head().timestampMs();
  }

  /** The chain is watched no more. */
  void leave() {
    left = true;
    wall.instants().remove(slot);
  }

  boolean quorum() {
    return quorum;
  }

  /** It became one, or is none any more. */
  Topic topic() {
    return topic;
  }
}
