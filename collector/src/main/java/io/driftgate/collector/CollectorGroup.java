package io.driftgate.collector;

import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collectors for a fleet of any size: on the core's own loop while that can carry them, since a hop
 * to another costs more than everything else on the path; else on loops of their own, which hand
 * their facts over in a bounded queue.
 */
public final class CollectorGroup {
  /** So many nodes are watched on the core's own loop. */
  static final int NODES_BESIDE_THE_CORE = 500;

  private static final int NODES_PER_LOOP = 2_500;

  private final List<Collector> collectors = new ArrayList<>();
  private final FactQueue queue;

  /**
   * Opens nothing yet.
   *
   * @param loop the core's event-loop context
   * @param others contexts of further event loops, or none: then the core's carries the collectors
   * @param clock read on every loop; its monotonic part never goes back
   * @param inputs called on the core's loop only
   * @param nodes each with its own name
   * @param missing asked on the core's loop only
   */
  public CollectorGroup(
      Vertx vertx,
      Context loop,
      List<Context> others,
      Supplier<Stamp> clock,
      GateInputs inputs,
      List<NodeEndpoint> nodes,
      MissingHeaders missing) {
    MissingBoard board = new MissingBoard(missing, nodes);
    queue = new FactQueue(loop, inputs, board::refresh, FactQueue.CAPACITY);
    if (others.isEmpty()) {
      collectors.add(new Collector(vertx, loop, clock, inputs, nodes, missing));
    }
    for (int i = 0; i < others.size(); i++) {
      List<NodeEndpoint> share = share(nodes, i, others.size());
      collectors.add(new Collector(vertx, others.get(i), clock, queue, share, board));
    }
  }

  private static List<NodeEndpoint> share(List<NodeEndpoint> nodes, int place, int places) {
    List<NodeEndpoint> share = new ArrayList<>();
    for (int i = place; i < nodes.size(); i += places) {
      share.add(nodes.get(i));
    }
    return share;
  }

  /** How many loops beside the core's a fleet should have on a machine. */
  public static int loopsFor(int nodes, int processors) {
    int wanted = (nodes + NODES_PER_LOOP - 1) / NODES_PER_LOOP;
    return nodes <= NODES_BESIDE_THE_CORE ? 0 : Math.max(1, Math.min(processors - 1, wanted));
  }

  /** Begins to poll and listen; completes when everything is scheduled. */
  public Future<Void> start() {
    return Future.join(collectors.stream().map(Collector::start).toList()).mapEmpty();
  }

  /** Ends every exchange and connection, and hands nothing over any more. On the core's loop. */
  public Future<Void> stop() {
    queue.stop();
    return Future.join(collectors.stream().map(Collector::stop).toList()).mapEmpty();
  }

  /** What all collectors have counted so far. Any thread; completes on one of their loops. */
  public Future<CollectorCounters> counters() {
    Future<CollectorCounters> sum = Future.succeededFuture(CollectorCounters.NONE);
    for (Collector collector : collectors) {
      sum = sum.compose(so -> collector.askCounters().map(so::plus));
    }
    return sum;
  }

  /** Facts that were lost because the core's loop did not take them in time. Any thread. */
  public long droppedFacts() {
    return queue.dropped();
  }
}
