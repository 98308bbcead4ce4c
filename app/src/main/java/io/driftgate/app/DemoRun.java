package io.driftgate.app;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.app.config.Configuration;
import io.driftgate.app.config.Reading;
import io.driftgate.app.monitor.ExitCode;
import io.driftgate.simulator.FleetSpec;
import io.driftgate.simulator.NodeAddress;
import io.driftgate.simulator.SimulatedFleet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs the demo: a simulated fleet on an event loop of its own, and a monitor that watches it. */
final class DemoRun {
  static final long CHAIN_ID = 31_337;

  private static final long BLOCK_TIME_MS = 1_000;

  /** Finality trails by 8 to 12 blocks, so that its stall shows within half a minute. */
  private static final long SLOTS_PER_EPOCH = 4;

  private static final long SEED = 1;
  private static final long START_LIMIT_MS = 15_000;
  private static final List<String> OPERATORS = List.of("self", "provider-a", "provider-b");

  private DemoRun() {}

  static int run(int nodes, String scenario, int port, Console console) {
    FleetSpec spec =
        new FleetSpec(nodes, CHAIN_ID, BLOCK_TIME_MS, SLOTS_PER_EPOCH, SEED, scenario, List.of());
    Lifetime lifetime = new Lifetime();
    try {
      Path folder = temporaryFolder(lifetime);
      Vertx vertx = Vertx.vertx();
      lifetime.atEnd(vertx::close);
      SimulatedFleet fleet =
          Lifetime.await(SimulatedFleet.start(vertx, spec, console::say), START_LIMIT_MS);
      lifetime.atEnd(fleet::stop);
      return MonitorRun.run(configuration(fleet.nodes(), port, folder), console, lifetime);
    } catch (ExecutionException | TimeoutException | IOException e) {
      console.complain("the simulated fleet did not start: " + e.getMessage());
      return lifetime.end(ExitCode.UNAVAILABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lifetime.end(ExitCode.FAILED);
    }
  }

  /** The same file that a person would write, read the same way. */
  static Configuration configuration(List<NodeAddress> nodes, int port, Path folder) {
    byte[] text = text(nodes, port).getBytes(StandardCharsets.UTF_8);
    Reading reading = ConfigReader.read("demo.yaml", folder, text, name -> Optional.empty());
    return reading
        .configuration()
        .orElseThrow(() -> new IllegalStateException(reading.problems().toString()));
  }

  private static String text(List<NodeAddress> nodes, int port) {
    StringBuilder text = new StringBuilder(template());
    text.append("server: { port: ").append(port).append(" }\nnodes:\n");
    for (int i = 0; i < nodes.size(); i++) {
      text.append(node(nodes.get(i), i, nodes.size()));
    }
    return text.toString().replace("@LAST@", nodes.get(nodes.size() - 1).name());
  }

  private static String node(NodeAddress node, int index, int count) {
    return "  - { id: %s, chain: simnet, http: '%s', ws: '%s', cluster: %s, operator: %s, poll: { interval: 250ms, timeout: 2s } }\n"
        .formatted(
            node.name(),
            node.http(),
            node.ws(),
            2 * index < count ? "london" : "tokyo",
            OPERATORS.get(index % OPERATORS.size()));
  }

  private static String template() {
    try (InputStream in = DemoRun.class.getResourceAsStream("demo.yaml")) {
      if (in == null) {
        throw new IllegalStateException("no resource demo.yaml");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder(Lifetime lifetime) throws IOException {
    Path folder = Files.createTempDirectory("driftgate-demo-");
    lifetime.atEnd(
        () -> {
          delete(folder);
          return Future.succeededFuture();
        });
    return folder;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's folder was not removed", e);
    }
  }
}
