package io.driftgate.app.protocol;

import io.driftgate.collector.Collector;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.face.Face;
import io.driftgate.simulator.face.FaceFleet;
import io.driftgate.simulator.node.Fault;
import io.driftgate.simulator.node.FaultKind;
import io.driftgate.simulator.scenario.FleetModel;
import io.driftgate.simulator.scenario.Stage;
import io.driftgate.simulator.scenario.Trouble;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The product's collector before simulated nodes: all is well for {@value #CALM_MS} ms, then the
 * second one freezes and the third one hangs.
 */
final class FaceWatch implements AutoCloseable {
  static final long CALM_MS = 7_000;
  static final long CHAIN_ID = 8_453;

  /** Three that vote, and two to try other things on: connections are pooled by address. */
  private static final int NODES = 5;

  private static final long NODE_TIMEOUT_NANOS = 4_000_000_000L;
  private static final long WAIT_SECONDS = 40;
  private static final long TROUBLE_MS = 600_000;

  final RecordedFacts facts = new RecordedFacts();
  final FleetModel model;

  private final Vertx vertx = Vertx.vertx();
  private final Vertx nodesVertx = Vertx.vertx();
  private final List<NodeEndpoint> endpoints = new ArrayList<>();
  private final FaceFleet fleet;
  private Optional<Collector> collector = Optional.empty();

  FaceWatch(long blockTimeMs, Function<FleetModel, Face> face) {
    long wallMs = System.currentTimeMillis();
    long intoSecondMs = wallMs % 1_000;
    ChainSpec spec = new ChainSpec(CHAIN_ID, blockTimeMs, 8, 7, wallMs - intoSecondMs);
    Trouble trouble =
        Trouble.of(Map.of(1, Fault.of(FaultKind.FREEZE), 2, Fault.of(FaultKind.HUNG)));
    List<Stage> stages =
        List.of(
            new Stage("calm", 0, CALM_MS, "all is well", Trouble.NONE),
            new Stage("trouble", CALM_MS, TROUBLE_MS, "one freezes, one hangs", trouble));
    model = new FleetModel(spec, NODES, stages);
    long originNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(intoSecondMs);
    fleet = get(FaceFleet.start(nodesVertx, model, originNanos, face));
  }

  /** Watches a node of the fleet by index from 0. */
  FaceWatch watch(
      String name, int node, Protocol protocol, String chainId, long intervalMs, boolean pushed) {
    String host = "://127.0.0.1:" + fleet.ports().get(node);
    endpoints.add(
        new NodeEndpoint(
            new NodeId(name),
            URI.create("http" + host),
            pushed ? Optional.of(URI.create("ws" + host)) : Optional.empty(),
            protocol,
            new Watched(chainId, true),
            TimeUnit.MILLISECONDS.toNanos(intervalMs),
            false,
            NODE_TIMEOUT_NANOS,
            Map.of()));
    return this;
  }

  FaceWatch start() {
    Context loop = ((VertxInternal) vertx).createEventLoopContext();
    Collector started =
        new Collector(vertx, loop, FaceWatch::stamp, facts, endpoints, facts::missing);
    collector = Optional.of(started);
    get(started.start());
    return this;
  }

  void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what + "; failures: " + facts.failures);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Stamp stamp() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    collector.ifPresent(running -> get(running.stop()));
    get(vertx.close());
    get(nodesVertx.close());
  }
}
