package io.driftgate.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftgate demo}. */
@Command(
    name = "demo",
    description =
        "Runs the whole product on an embedded fleet of simulated nodes on loopback. Needs no set-up and no"
            + " network; prints the page's address.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class)
final class DemoCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many nodes, 3 to 250 (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "tour",
      description =
          "What happens to them: calm, laggard, silent-socket, fork, stall, outage, finality-stall, liar, or"
              + " tour, which walks through all of them (default: ${DEFAULT-VALUE}).")
  private String scenario;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description =
          "Port of the page and the feed; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(spec.commandLine(), "--port must be 0 to " + MAX_PORT);
    }
    try {
      return DemoRun.run(nodes, scenario, port, Console.of(spec));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
