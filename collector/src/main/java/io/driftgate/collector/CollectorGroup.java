package io.driftgate.collector;

import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Collectors for a fleet of any size: on the core's own loop while that can carry them, since a hop
 * to another costs more than everything else on the path; else on loops of their own, which hand
 * their facts over in a bounded queue.
 */
public final class CollectorGroup {
  /** So many nodes are watched on the core's own loop. */
  static final int NODES_BESIDE_THE_CORE = 500;

  private static final int NODES_PER_LOOP = 2_500;

  /** Of each loop the first, beside which others are begun. */
  private final List<Collector> firsts = new ArrayList<>();

  private final List<Collector> collectors = new ArrayList<>();
  private final Map<NodeId, Placed> placed = new LinkedHashMap<>();
  private final MissingBoard board;
  private final FactQueue queue;

  /** A node, and who watches it on which loop. */
  private record Placed(NodeEndpoint node, int loop, Collector collector) {}

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
    board = new MissingBoard(missing, nodes);
    queue = new FactQueue(loop, inputs, board::refresh, FactQueue.CAPACITY);
    if (others.isEmpty()) {
      first(new Collector(vertx, loop, clock, inputs, nodes, missing), nodes);
    }
    for (int i = 0; i < others.size(); i++) {
      List<NodeEndpoint> share = share(nodes, i, others.size());
      first(new Collector(vertx, others.get(i), clock, queue, share, board), share);
    }
  }

  private void first(Collector collector, List<NodeEndpoint> nodes) {
    firsts.add(collector);
    place(collector, firsts.size() - 1, nodes);
  }

  private void place(Collector collector, int loop, List<NodeEndpoint> nodes) {
    collectors.add(collector);
    nodes.forEach(node -> placed.put(node.node(), new Placed(node, loop, collector)));
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

  /**
   * From now on these nodes are watched, and no others. Those that are not changed are not touched;
   * of those that are, the core is told that nothing is pushed any more before they are asked anew.
   * On the core's loop, once the core knows them, and not before the last change is complete.
   */
  public Future<Void> change(List<NodeEndpoint> nodes) {
    Set<NodeEndpoint> wanted = new LinkedHashSet<>(nodes);
    Set<NodeId> gone =
        placed.values().stream()
            .filter(one -> !wanted.contains(one.node()))
            .map(one -> one.node().node())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    placed.keySet().removeAll(gone);
    board.become(nodes);
    List<NodeEndpoint> fresh =
        nodes.stream().filter(node -> !placed.containsKey(node.node())).toList();
    return Future.join(collectors.stream().map(one -> one.drop(gone)).toList())
        .compose(dropped -> begin(fresh));
  }

  /** On the loop that has the fewest. */
  private Future<Void> begin(List<NodeEndpoint> fresh) {
    Set<Collector> busy = new HashSet<>(firsts);
    placed.values().forEach(one -> busy.add(one.collector()));
    collectors.retainAll(busy);
    if (fresh.isEmpty()) {
      return Future.succeededFuture();
    }
    int[] load = new int[firsts.size()];
    placed.values().forEach(one -> load[one.loop()]++);
    List<List<NodeEndpoint>> shares = firsts.stream().map(one -> newList()).toList();
    for (NodeEndpoint node : fresh) {
      int least = 0;
      for (int i = 1; i < load.length; i++) {
        least = load[i] < load[least] ? i : least;
      }
      load[least]++;
      shares.get(least).add(node);
    }
    List<Future<Void>> begun = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      if (!shares.get(i).isEmpty()) {
        Collector more = firsts.get(i).beside(shares.get(i));
        place(more, i, shares.get(i));
        begun.add(more.start());
      }
    }
    return Future.join(begun).mapEmpty();
  }

  private static List<NodeEndpoint> newList() {
    return new ArrayList<>();
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
