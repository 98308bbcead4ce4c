package io.driftgate.feed.desk;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.view.NodeView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at all nodes a few at a time: a node's view takes tens of microseconds, and thousands at
 * once would hold up decisions. What is seen is so as of times that lie a little apart. Gate loop
 * only.
 */
public final class NodeTurns {
  /** How long the loop is left to others between two turns. */
  public static final long PAUSE_MS = 2;

  /** A millisecond's work at most. */
  static final int NODES_AT_ONCE = 16;

  private final GateView view;
  private final Hop later;

  /**
   * Looks at nothing yet.
   *
   * @param later runs a task on the gate loop after others had a turn of {@link #PAUSE_MS}
   */
  public NodeTurns(GateView view, Hop later) {
    this.view = view;
    this.later = later;
  }

  /**
   * Shows each node that is watched when its turn comes; the first few at once.
   *
   * @return complete when the last was shown; failed with what a look throws
   */
  public Future<Void> each(Consumer<NodeView> look) {
    Promise<Void> done = Promise.promise();
    turn(view.nodeIds(), 0, look, done);
    return done.future();
  }

  private void turn(List<NodeId> nodes, int from, Consumer<NodeView> look, Promise<Void> done) {
    int end = Math.min(nodes.size(), from + NODES_AT_ONCE);
    try {
      for (NodeId node : nodes.subList(from, end)) {
        view.node(node).ifPresent(look);
      }
    } catch (RuntimeException failed) {
      done.fail(failed);
      return;
    }
    if (end < nodes.size()) {
      later.run(() -> turn(nodes, end, look, done));
    } else {
      done.complete();
    }
  }
}
