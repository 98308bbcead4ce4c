package io.driftgate.dashboards;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.NodeView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes readings in turns on the gate loop: a node's view takes tens of microseconds and a chain's
 * histograms some hundreds, and all of a large fleet's at once would hold up decisions for the
 * better part of a second. Between two turns the loop is left to others. The parts of one reading
 * are so as of times that lie a little apart.
 */
final class GateReader {
  /** Views taken in one turn: a millisecond's work at most. */
  static final int NODES_AT_ONCE = 16;

  private static final long PAUSE_MS = 2;

  private final Context gateLoop;
  private final GateView view;

  /**
   * Reads nothing yet.
   *
   * @param gateLoop where {@code view} may be read
   */
  GateReader(Context gateLoop, GateView view) {
    this.gateLoop = gateLoop;
    this.view = view;
  }

  /** On any thread; completes on the gate loop, with what the reading throws, too. */
  Future<GateReading> read() {
    Promise<GateReading> done = Promise.promise();
    gateLoop.runOnContext(go -> new Reading(done, view.nodeIds()).turn());
    return done.future();
  }

  /** One reading on its way: first the nodes, then chain by chain. */
  private final class Reading {
    private final Promise<GateReading> done;
    private final List<NodeId> nodes;
    private final List<NodeView> seen = new ArrayList<>();
    private final List<GateReading.Chain> measured = new ArrayList<>();
    private List<ChainView> chains = List.of();
    private int next;

    private Reading(Promise<GateReading> done, List<NodeId> nodes) {
      this.done = done;
      this.nodes = nodes;
    }

    private void turn() {
      try {
        if (next < nodes.size()) {
          look();
        } else {
          measure();
        }
      } catch (RuntimeException failed) {
        done.fail(failed);
      }
    }

    private void look() {
      int end = Math.min(nodes.size(), next + NODES_AT_ONCE);
      for (NodeId node : nodes.subList(next, end)) {
        view.node(node).ifPresent(seen::add); // it may be gone meanwhile
      }
      next = end;
      later();
    }

    private void measure() {
      if (measured.isEmpty()) {
        chains = view.chains();
      }
      if (measured.size() < chains.size()) {
        measured.add(GateReading.Chain.take(view, chains.get(measured.size())));
        later();
      } else {
        done.complete(new GateReading(view.markets(), measured, seen));
      }
    }

    private void later() {
      gateLoop.owner().setTimer(PAUSE_MS, waited -> turn());
    }
  }
}
