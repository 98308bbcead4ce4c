package io.driftgate.simulator;

import io.driftgate.simulator.rpc.LiveFleet;
import io.driftgate.simulator.scenario.FleetModel;
import io.driftgate.simulator.scenario.Stage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Simulated nodes that speak real JSON-RPC on loopback ports and live through a scenario. They say
 * in their client version that they are simulated. Safe for use from any thread.
 */
public final class SimulatedFleet {
  private static final long MS_PER_SECOND = 1_000;

  private final LiveFleet live;
  private final FleetSpec spec;

  private SimulatedFleet(LiveFleet live, FleetSpec spec) {
    this.live = live;
    this.spec = spec;
  }

  /**
   * Starts a fleet on an event loop of its own; fails if a port is taken.
   *
   * @param narration told one line at the start of each stage, on the fleet's loop; must not block
   */
  public static Future<SimulatedFleet> start(
      Vertx vertx, FleetSpec spec, Consumer<String> narration) {
    long wallMs = System.currentTimeMillis();
    // Slots begin on whole seconds, as block timestamps count them.
    long intoSecondMs = wallMs % MS_PER_SECOND;
    long originNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(intoSecondMs);
    FleetModel model =
        new FleetModel(spec.chain(wallMs - intoSecondMs), spec.nodes(), spec.stages());
    return LiveFleet.start(
            vertx, model, originNanos, spec::port, stage -> narration.accept(line(stage)))
        .map(live -> new SimulatedFleet(live, spec));
  }

  /** Where the nodes listen, {@code sim-1} first. */
  public List<NodeAddress> nodes() {
    List<Integer> ports = live.ports();
    return IntStream.range(0, ports.size())
        .mapToObj(i -> address("sim-" + (i + 1), ports.get(i)))
        .toList();
  }

  /** One cycle of what the fleet lives through. */
  public List<Stage> stages() {
    return spec.stages();
  }

  /** Requests, connections and writes that were dropped at a bound or lost. */
  public long dropped() {
    return live.dropped();
  }

  /** Closes every connection and, within milliseconds of completing, every port. */
  public Future<Void> stop() {
    return live.close();
  }

  private static NodeAddress address(String name, int port) {
    return new NodeAddress(
        name, URI.create("http://127.0.0.1:" + port), URI.create("ws://127.0.0.1:" + port));
  }

  private static String line(Stage stage) {
    return stage.name() + ": " + stage.text();
  }
}
