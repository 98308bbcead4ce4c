package io.driftgate.collector;

import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.TrustOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One turn of the soak: a gate and its collector on one loop, as in the product, from start to
 * stop. Takes the healthy nodes' delays while it measures.
 */
final class SoakTurn implements AutoCloseable {
  private static final long HEALTHY_INTERVAL_NANOS = 200_000_000;
  private static final long BLOCK_NANOS = 1_000_000_000;
  private static final long TICK_MS = 20;

  private final Context loop;
  private final Vertx vertx;
  private final WriteTimes times;
  private final Map<NodeId, Integer> places = new HashMap<>();
  private final Map<Transport, Samples> delays = new EnumMap<>(Transport.class);
  private final Samples lateness;
  private final List<NodeEndpoint> endpoints = new ArrayList<>();
  private final List<NodePlan> plans = new ArrayList<>();
  private final RiskGate gate;
  private final Collector collector;
  private volatile boolean measuring;
  private long ticker;

  /**
   * Starts it.
   *
   * @param delays of the healthy nodes' stamps
   * @param lateness of what is given to the loop
   */
  SoakTurn(
      Vertx vertx,
      List<NodesProcess.Served> healthy,
      List<NodesProcess.Served> hostile,
      WriteTimes times,
      Map<Transport, Samples> delays,
      Samples lateness,
      Optional<TrustOptions> trust) {
    this.vertx = vertx;
    this.times = times;
    this.delays.putAll(delays);
    this.lateness = lateness;
    loop = ((VertxInternal) vertx).createEventLoopContext();
    for (int i = 0; i < healthy.size(); i++) {
      places.put(healthy.get(i).id(), i);
      watch(healthy.get(i), HealthyNode.ALL.get(i).face(), true, HEALTHY_INTERVAL_NANOS);
    }
    List<HostileCase> cases = hostile.isEmpty() ? List.of() : HostileFleet.all();
    for (int i = 0; i < cases.size(); i++) {
      HostileCase each = cases.get(i);
      watch(hostile.get(i), each.face, each.hostility.verifies(), HostileFleet.INTERVAL_NANOS);
    }
    gate = new RiskGate(new FleetPlan(chains(), plans, List.of()), 1, stamp(), signal -> {});
    collector =
        new Collector(
            vertx,
            loop,
            SoakTurn::stamp,
            new HeadTap(gate, this::took),
            endpoints,
            this::missing,
            trust);
    Waits.get(collector.start());
    loop.runOnContext(v -> ticker = vertx.setPeriodic(TICK_MS, t -> gate.onTick(stamp())));
  }

  private static List<ChainPlan> chains() {
    QuorumPlan quorum = new QuorumPlan(QuorumPlan.DEFAULT_FRACTION, 2, 1, 1);
    List<ChainPlan> chains = new ArrayList<>();
    for (Face face : Face.values()) {
      ChainId id = new ChainId(face.word());
      chains.add(new ChainPlan(id, BLOCK_NANOS, quorum, BLOCK_NANOS, BLOCK_NANOS / 2, false));
    }
    return chains;
  }

  private void watch(NodesProcess.Served node, Face face, boolean verify, long interval) {
    long timeout = HostileFleet.TIMEOUT_NANOS;
    endpoints.add(
        new NodeEndpoint(
            node.id(),
            node.http(),
            node.ws(),
            face.protocol,
            new Watched(face.chainId, verify),
            interval,
            false,
            timeout,
            Map.of()));
    long liveness = NodePlan.defaultLivenessNanos(interval, timeout);
    ChainId chain = new ChainId(face.word());
    plans.add(new NodePlan(node.id(), chain, "", "", "", 1, liveness, interval + timeout));
  }

  private List<BlockRef> missing(NodeId node) {
    return gate.missingHeaders(gate.node(node).orElseThrow().chain());
  }

  private void took(HeadObserved fact) {
    Integer place = places.get(fact.node());
    if (measuring && place != null) {
      long written = times.of(place, fact.transport());
      delays.get(fact.transport()).add(fact.received().nanos() - written);
    }
  }

  /** From now on, or no more. */
  void measure(boolean yes) {
    measuring = yes;
  }

  /** Gives the loop something to do, and notes how late it does it. */
  void probe() {
    long given = System.nanoTime();
    loop.runOnContext(
        v -> {
          if (measuring) {
            lateness.add(System.nanoTime() - given);
          }
        });
  }

  CollectorCounters counters() {
    Promise<CollectorCounters> counters = Promise.promise();
    loop.runOnContext(v -> counters.complete(collector.counters()));
    return Waits.get(counters.future());
  }

  private static Stamp stamp() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }

  @Override
  public void close() {
    Waits.get(collector.stop());
    Promise<Void> ended = Promise.promise();
    loop.runOnContext(
        v -> {
          vertx.cancelTimer(ticker);
          ended.complete();
        });
    Waits.get(ended.future());
  }
}
