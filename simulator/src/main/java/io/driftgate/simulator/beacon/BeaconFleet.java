package io.driftgate.simulator.beacon;

import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.Reach;
import io.driftgate.simulator.scenario.FleetListener;
import io.driftgate.simulator.scenario.FleetModel;
import io.driftgate.simulator.scenario.Stage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Drives a {@link FleetModel} by the clock and puts its nodes on loopback ports as beacon nodes.
 * All of it, but what is marked otherwise, lives on one event loop.
 */
public final class BeaconFleet extends VerticleBase {
  private static final List<String> VERSIONS =
      List.of(
          "Lighthouse/v8.0.0-sim/x86_64-linux",
          "teku/v25.9.0-sim/linux-x86_64",
          "Nimbus/v25.9.0-sim/stateofus",
          "Lodestar/v1.35.0-sim/linux-x64",
          "Prysm/v6.1.0-sim (linux amd64)");

  private final FleetModel model;
  private final long originNanos;
  private final List<BeaconServer> servers = new ArrayList<>();
  private List<Integer> ports = List.of();
  private boolean stopped;

  private BeaconFleet(FleetModel model, long originNanos) {
    this.model = model;
    this.originNanos = originNanos;
  }

  /**
   * Starts a fleet; completes when every port listens.
   *
   * @param model of a chain whose block time is whole seconds
   * @param originNanos {@link System#nanoTime()} at the model's instant 0
   */
  public static Future<BeaconFleet> start(Vertx vertx, FleetModel model, long originNanos) {
    BeaconFleet fleet = new BeaconFleet(model, originNanos);
    return vertx.deployVerticle(fleet).map(fleet);
  }

  /** Where the nodes listen, in order. Any thread, once started. */
  public List<URI> nodes() {
    return ports.stream().map(port -> URI.create("http://127.0.0.1:" + port)).toList();
  }

  /** From now on a node says this of itself. Any thread. */
  public void claim(int node, NodeClaims claims) {
    context.runOnContext(v -> servers.get(node).json().claim(claims));
  }

  @Override
  public Future<?> start() {
    BeaconChain chain = new BeaconChain(model.chain());
    for (int i = 0; i < model.nodeCount(); i++) {
      BeaconJson json = new BeaconJson(model.node(i), chain, VERSIONS.get(i % VERSIONS.size()));
      servers.add(new BeaconServer(vertx, model.node(i), json, this::catchUp));
    }
    List<Future<Integer>> listening = servers.stream().map(BeaconServer::start).toList();
    return Future.join(listening)
        .onSuccess(
            all -> {
              ports = listening.stream().map(Future::result).toList();
              model.startScenarioAt(nowNanos());
              onTimer();
            });
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.join(servers.stream().map(BeaconServer::stop).toList());
  }

  private void onTimer() {
    if (!stopped) {
      catchUp();
      long waitNanos = model.nextNanos() - nowNanos();
      vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1), id -> onTimer());
    }
  }

  private void catchUp() {
    // The first node may be asked before the last one listens.
    if (!ports.isEmpty()) {
      model.advanceTo(nowNanos(), new Broadcast());
    }
  }

  private long nowNanos() {
    return System.nanoTime() - originNanos;
  }

  private final class Broadcast implements FleetListener {
    @Override
    public void onStage(Stage stage) {}

    @Override
    public void onHead(int node, Block head) {
      servers.get(node).push(head);
    }

    @Override
    public void onReach(int node, Reach reach) {
      servers.get(node).onReach(reach);
    }
  }
}
