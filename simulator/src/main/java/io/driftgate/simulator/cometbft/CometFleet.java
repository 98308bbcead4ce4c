package io.driftgate.simulator.cometbft;

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
import java.util.function.IntFunction;

/**
 * Drives a {@link FleetModel} by the clock and puts its nodes on loopback ports as CometBFT nodes.
 * All of it, but what is marked otherwise, lives on one event loop.
 */
public final class CometFleet extends VerticleBase {
  private final FleetModel model;
  private final long originNanos;
  private final IntFunction<String> networks;
  private final List<CometServer> servers = new ArrayList<>();
  private final FleetListener listener = new Broadcast();
  private boolean stopped;

  private CometFleet(FleetModel model, long originNanos, IntFunction<String> networks) {
    this.model = model;
    this.originNanos = originNanos;
    this.networks = networks;
  }

  /**
   * Starts a fleet; completes when every port listens.
   *
   * @param originNanos {@link System#nanoTime()} at the model's instant 0
   * @param networks the chain that each node, by its index, says it is on
   */
  public static Future<CometFleet> start(
      Vertx vertx, FleetModel model, long originNanos, IntFunction<String> networks) {
    CometFleet fleet = new CometFleet(model, originNanos, networks);
    return vertx.deployVerticle(fleet).map(fleet);
  }

  /** The nodes' ports in order. Any thread, once started. */
  public List<Integer> ports() {
    return servers.stream().map(CometServer::port).toList();
  }

  @Override
  public Future<?> start() {
    for (int i = 0; i < model.nodeCount(); i++) {
      CometBlocks blocks = new CometBlocks(model.chain());
      CometDesk desk = new CometDesk(model.node(i), blocks, networks.apply(i));
      servers.add(new CometServer(vertx, model.node(i), desk, this::catchUp));
    }
    return Future.join(servers.stream().map(CometServer::start).toList())
        .onSuccess(listening -> onTimer());
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.join(servers.stream().map(CometServer::stop).toList());
  }

  private void onTimer() {
    if (!stopped) {
      catchUp();
      long waitNanos = model.nextNanos() - (System.nanoTime() - originNanos);
      vertx.setTimer(1 + Math.max(0, TimeUnit.NANOSECONDS.toMillis(waitNanos)), id -> onTimer());
    }
  }

  private void catchUp() {
    model.advanceTo(System.nanoTime() - originNanos, listener);
  }

  private final class Broadcast implements FleetListener {
    @Override
    public void onStage(Stage stage) {}

    @Override
    public void onHead(int node, Block head) {
      servers.get(node).push(head);
    }

    @Override
    public void onReach(int node, Reach reach) {}
  }
}
