package io.driftgate.core.measure;

import java.util.List;

/**
 * Whether a quorum's newest heads lie more than 2 s above wall time: then it is wall time that is
 * wrong (semantics §1). Costs a look at the nodes that were heard; all are looked at when a head
 * ceases to lie ahead by time alone, when wall time turns back, and when others vote.
 */
final class FutureHeads {
  private static final long TOLERANCE_MS = 2_000;

  private final ChainTracker chain;
  private final Quorum rule;
  private final WallClock wall;
  private final int slot;
  private final Topic topic = new Topic();
  private final Tally ahead;
  private final Topic.Subscriber turned =
      new Topic.Subscriber() {
        @Override
        public void run() {
          lookAtAll();
        }

        @Override
        public boolean gone() {
          return left;
        }
      };

  private boolean left;
  private long endsMs = Long.MAX_VALUE;
  private boolean quorum;

  FutureHeads(ChainTracker chain, Quorum rule, int nodes, WallClock wall) {
    this.chain = chain;
    this.rule = rule;
    this.wall = wall;
    ahead = new Tally(nodes);
    slot = wall.instants().add(unixNanos -> lookAtAll());
    wall.turned().subscribe(turned);
  }

  /** Who votes, or what that weighs, is another: {@link #heard} counts them all anew. */
  void votersMoved() {
    ahead.clear();
  }

  /** Looks again after these nodes were heard. */
  void heard(List<NodeTracker> touched) {
    boolean moved = false;
    for (int i = 0; i < touched.size(); i++) {
      moved |= lookAt(touched.get(i));
    }
    if (moved || ahead.voters() > 0) {
      judge();
    }
  }

  private boolean lookAt(NodeTracker node) {
    boolean isAhead = isAhead(node);
    if (isAhead) {
      endsMs = Math.min(endsMs, timestampMs(node) - TOLERANCE_MS);
    }
    return ahead.set(node, isAhead);
  }

  private void lookAtAll() {
    endsMs = Long.MAX_VALUE;
    List<NodeTracker> nodes = chain.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      lookAt(nodes.get(i));
    }
    judge();
  }

  private void judge() {
    boolean none = ahead.voters() == 0;
    endsMs = none ? Long.MAX_VALUE : endsMs;
    wall.instants().set(slot, none ? Deadlines.NEVER : WallClock.unixNanos(endsMs));
    boolean before = quorum;
    quorum = !none && rule.reachedBy(ahead);
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
