package io.driftgate.app;

import io.driftgate.app.config.Addresses;
import io.driftgate.app.config.Configuration;
import io.driftgate.app.config.NodeAccess;
import io.driftgate.app.monitor.ExitCode;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.simulator.FleetSpec;
import io.driftgate.simulator.SimulatedFleet;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Runs simulated nodes in the place of a configuration's, one fleet for each chain. */
final class SimulateRun {
  private static final long NANOS_PER_MS = 1_000_000;
  private static final long SLOTS_PER_EPOCH = 32;
  private static final long SEED = 1;
  private static final long START_LIMIT_MS = 15_000;

  private SimulateRun() {}

  static int run(String file, Configuration configuration, String scenario, Console console) {
    List<String> misplaced = misplaced(configuration);
    if (!misplaced.isEmpty()) {
      misplaced.forEach(line -> console.complain(file + ": " + line));
      return ExitCode.CONFIGURATION;
    }
    List<FleetSpec> specs =
        configuration.fleet().chains().stream()
            .map(chain -> spec(configuration, chain, scenario))
            .toList();
    return serve(specs, configuration, console);
  }

  private static int serve(List<FleetSpec> specs, Configuration configuration, Console console) {
    Lifetime lifetime = new Lifetime();
    try {
      Vertx vertx = Vertx.vertx();
      lifetime.atEnd(vertx::close);
      for (FleetSpec spec : specs) {
        SimulatedFleet fleet =
            Lifetime.await(SimulatedFleet.start(vertx, spec, console::say), START_LIMIT_MS);
        lifetime.atEnd(fleet::stop);
      }
      configuration.nodes().forEach(node -> console.say("simulating " + node));
      Lifetime.await(Promise.promise().future(), Long.MAX_VALUE);
      return lifetime.end(ExitCode.OK);
    } catch (ExecutionException | TimeoutException e) {
      console.complain("a simulated node cannot listen at its address: " + e.getMessage());
      return lifetime.end(ExitCode.UNAVAILABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lifetime.end(ExitCode.FAILED);
    }
  }

  private static FleetSpec spec(Configuration configuration, ChainPlan chain, String scenario) {
    List<NodePlan> plans = configuration.fleet().nodes();
    List<NodeAccess> nodes =
        IntStream.range(0, plans.size())
            .filter(i -> plans.get(i).chain().equals(chain.id()))
            .mapToObj(configuration.nodes()::get)
            .toList();
    return new FleetSpec(
        nodes.size(),
        Long.parseLong(nodes.get(0).chain().chainId()),
        chain.blockTimeNanos() / NANOS_PER_MS,
        SLOTS_PER_EPOCH,
        SEED,
        scenario,
        nodes.stream().map(node -> node.http().getPort()).toList());
  }

  private static List<String> misplaced(Configuration configuration) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < configuration.nodes().size(); i++) {
      NodeAccess node = configuration.nodes().get(i);
      String path = "nodes[" + i + "].";
      if (!isOurs(node.http(), "http")) {
        lines.add(
            path + "http: is not ours to stand in for; write http://127.0.0.1:PORT to simulate it");
      } else if (node.ws()
          .filter(ws -> !isOurs(ws, "ws") || ws.getPort() != node.http().getPort())
          .isPresent()) {
        lines.add(
            path
                + "ws: a simulated node has one port; write ws://127.0.0.1:"
                + node.http().getPort());
      }
    }
    return lines;
  }

  private static boolean isOurs(URI address, String scheme) {
    return address.getScheme().equalsIgnoreCase(scheme)
        && address.getPort() > 0
        && Addresses.isLoopback(address.getHost());
  }
}
