package io.driftgate.simulator.rpc;

import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.Reach;
import io.driftgate.simulator.scenario.FleetListener;
import io.driftgate.simulator.scenario.FleetModel;
import io.driftgate.simulator.scenario.Stage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Drives a {@link FleetModel} by the clock and puts its nodes on sockets. All of it, but what is
 * marked otherwise, lives on one event loop of its own.
 */
public final class LiveFleet extends VerticleBase {
  /** More than there are event loops on most machines. */
  private static final int LOOP_ATTEMPTS = 64;

  private final FleetModel model;
  private final long originNanos;
  private final Consumer<Stage> narration;
  private final IntUnaryOperator ports;
  private final Thread callersThread;
  private final Tally tally = new Tally();
  private final FleetListener listener = new Broadcast();
  private final List<NodeServer> servers = new ArrayList<>();
  private boolean begun;
  private boolean stopped;

  private LiveFleet(
      FleetModel model,
      long originNanos,
      IntUnaryOperator ports,
      Consumer<Stage> narration,
      Thread callersThread) {
    this.model = model;
    this.originNanos = originNanos;
    this.narration = narration;
    this.ports = ports;
    this.callersThread = callersThread;
  }

  /**
   * Starts a fleet; completes when every port listens. Never on the event loop it is called from.
   *
   * @param originNanos {@link System#nanoTime()} at the model's instant 0
   * @param ports a node's port by its index; 0: whatever is free
   * @param narration told of each stage as it begins, on the fleet's loop
   */
  public static Future<LiveFleet> start(
      Vertx vertx,
      FleetModel model,
      long originNanos,
      IntUnaryOperator ports,
      Consumer<Stage> narration) {
    LiveFleet fleet = new LiveFleet(model, originNanos, ports, narration, Thread.currentThread());
    return deploy(vertx, fleet, LOOP_ATTEMPTS);
  }

  /** The nodes' ports in order. Any thread, once started. */
  public List<Integer> ports() {
    return servers.stream().map(NodeServer::port).toList();
  }

  /** Requests, connections and writes that were dropped at a bound or lost. Any thread. */
  public long dropped() {
    return tally.dropped();
  }

  /** Closes every socket. Any thread; a second time does nothing. */
  public Future<Void> close() {
    return context.deploymentID() == null
        ? Future.succeededFuture()
        : vertx.undeploy(context.deploymentID()).otherwiseEmpty();
  }

  @Override
  public Future<?> start() {
    if (Thread.currentThread() == callersThread) {
      return Future.failedFuture(new SharedLoop());
    }
    long chainId = model.chain().spec().chainId();
    for (int i = 0; i < model.nodeCount(); i++) {
      NodeIdentity identity = NodeIdentity.of(i, model.nodeCount(), chainId);
      NodeDesk desk = new NodeDesk(model.node(i), identity, this::catchUp, tally);
      servers.add(new NodeServer(vertx, desk, tally, ports.applyAsInt(i)));
    }
    return Future.join(servers.stream().map(NodeServer::start).toList())
        .onSuccess(listening -> begin());
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.join(servers.stream().map(NodeServer::stop).toList());
  }

  private static Future<LiveFleet> deploy(Vertx vertx, LiveFleet fleet, int attempts) {
    return vertx
        .deployVerticle(fleet)
        .map(fleet)
        .recover(
            cause ->
                cause instanceof SharedLoop && attempts > 1
                    ? deploy(vertx, fleet, attempts - 1)
                    : Future.failedFuture(cause));
  }

  private void begin() {
    // A slow start must not eat up the first stage.
    model.startScenarioAt(nowNanos());
    begun = true;
    onTimer();
  }

  private void onTimer() {
    if (stopped) {
      return;
    }
    try {
      catchUp();
    } finally {
      long waitNanos = model.nextNanos() - nowNanos();
      vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1), id -> onTimer());
    }
  }

  private void catchUp() {
    // The first node may be asked before the last one listens.
    if (begun) {
      model.advanceTo(nowNanos(), listener);
    }
  }

  private long nowNanos() {
    return System.nanoTime() - originNanos;
  }

  private final class Broadcast implements FleetListener {
    @Override
    public void onStage(Stage stage) {
      narration.accept(stage);
    }

    @Override
    public void onHead(int node, Block head) {
      servers.get(node).push(head);
    }

    @Override
    public void onReach(int node, Reach reach) {
      servers.get(node).onReach(reach);
    }
  }

  /** The loop that was handed out is the caller's. */
  private static final class SharedLoop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SharedLoop() {
      super("the fleet was given its caller's event loop", null, false, false);
    }
  }
}
