package io.driftgate.dashboards;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.view.NodeView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes readings in turns on the gate loop: a node's view takes tens of microseconds, and those of
 * thousands at once would hold up decisions for the better part of a second. The parts of one
 * reading are so as of times that lie a little apart.
 */
final class GateReader {
  /** Views taken in one turn: some milliseconds' work at most. */
  static final int NODES_AT_ONCE = 32;

  private final Context gateLoop;
  private final GateView view;
  private final List<NodeId> nodes;

  /**
   * @param gateLoop where {@code view} may be read
   * @param nodes whose views are read
   */
  GateReader(Context gateLoop, GateView view, List<NodeId> nodes) {
    this.gateLoop = gateLoop;
    this.view = view;
    this.nodes = List.copyOf(nodes);
  }

  /** On any thread; completes on the gate loop, with what the reading throws, too. */
  Future<GateReading> read() {
    Promise<GateReading> done = Promise.promise();
    List<NodeView> views = new ArrayList<>(nodes.size());
    gateLoop.runOnContext(go -> turn(views, done));
    return done.future();
  }

  private void turn(List<NodeView> views, Promise<GateReading> done) {
    try {
      int end = Math.min(nodes.size(), views.size() + NODES_AT_ONCE);
      for (int i = views.size(); i < end; i++) {
        views.add(view.node(nodes.get(i)).orElseThrow());
      }
      if (end < nodes.size()) {
        gateLoop.runOnContext(go -> turn(views, done));
      } else {
        done.complete(GateReading.take(view, views));
      }
    } catch (RuntimeException failed) {
      done.fail(failed);
    }
  }
}
