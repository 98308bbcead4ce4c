package io.driftgate.simulator.face;

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
import java.util.function.Function;

/**
 * Drives a {@link FleetModel} by the clock and shows each node's {@link Face} on a loopback port.
 */
public final class FaceFleet extends VerticleBase {
  private final FleetModel model;
  private final long originNanos;
  private final Face face;
  private final FleetListener listener = new Broadcast();
  private final List<FaceServer> servers = new ArrayList<>();
  private boolean stopped;

  private FaceFleet(FleetModel model, long originNanos, Face face) {
    this.model = model;
    this.originNanos = originNanos;
    this.face = face;
  }

  /**
   * Starts a fleet; completes when every port listens.
   *
   * @param originNanos {@link System#nanoTime()} at the model's instant 0
   * @param face of the model, which is the fleet's from now on
   */
  public static Future<FaceFleet> start(
      Vertx vertx, FleetModel model, long originNanos, Function<FleetModel, Face> face) {
    FaceFleet fleet = new FaceFleet(model, originNanos, face.apply(model));
    return vertx.deployVerticle(fleet).map(fleet);
  }

  /** The nodes' ports in order. Any thread, once started. */
  public List<Integer> ports() {
    return servers.stream().map(FaceServer::port).toList();
  }

  @Override
  public Future<?> start() {
    for (int i = 0; i < model.nodeCount(); i++) {
      int node = i;
      FaceServer.Node asked =
          new FaceServer.Node(
              () -> reach(node), (method, params) -> face.answer(node, method, params));
      servers.add(new FaceServer(vertx, asked));
    }
    return Future.join(servers.stream().map(FaceServer::start).toList())
        .onSuccess(listening -> begin());
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.join(servers.stream().map(FaceServer::stop).toList());
  }

  private Reach reach(int node) {
    catchUp();
    return model.node(node).reach();
  }

  private void begin() {
    model.startScenarioAt(nowNanos());
    onTimer();
  }

  private void onTimer() {
    if (!stopped) {
      catchUp();
      long waitNanos = model.nextNanos() - nowNanos();
      vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1), id -> onTimer());
    }
  }

  private void catchUp() {
    model.advanceTo(nowNanos(), listener);
  }

  private long nowNanos() {
    return System.nanoTime() - originNanos;
  }

  private final class Broadcast implements FleetListener {
    @Override
    public void onStage(Stage stage) {
      // Its changes follow.
    }

    @Override
    public void onHead(int node, Block head) {
      face.pushed(node, head).ifPresent(news -> servers.get(node).push(news));
    }

    @Override
    public void onReach(int node, Reach reach) {
      // Each request asks for itself.
    }
  }
}
