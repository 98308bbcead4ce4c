package io.driftgate.app;

import io.driftgate.app.config.Configuration;
import io.driftgate.app.monitor.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftgate simulate}. */
@Command(
    name = "simulate",
    description = {
      "With --config: runs simulated nodes at the addresses of a configuration's nodes, which must"
          + " all be on loopback, so that the configuration can be tried without real ones.",
      "With --seeds or --trace: runs the gate itself in virtual time, and proves what must hold."
          + " Ends with 0 if all held, with 1 if an invariant broke."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class)
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; 'driftgate init' prints one to start from.")
  private Path config;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "calm",
      description =
          "With --config: what happens to the nodes, as in 'demo' (default: ${DEFAULT-VALUE}).")
  private String scenario;

  @Mixin private SeedsOption proof;

  @Override
  public Integer call() {
    try {
      Optional<SeedsOption.Range> seeds = proof.seeds();
      Optional<Path> file = Optional.ofNullable(config);
      if (Stream.of(file, seeds, proof.trace()).filter(Optional::isPresent).count() != 1) {
        throw new IllegalArgumentException("one of --config, --seeds, --trace is needed");
      }
      SeedsRun run = new SeedsRun(Console.of(spec), proof);
      return seeds
          .map(run::seeds)
          .or(() -> proof.trace().map(run::trace))
          .orElseGet(this::simulateNodes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int simulateNodes() {
    return ConfigOption.read(config, spec.commandLine().getErr())
        .map(read -> simulate(config, read))
        .orElse(ExitCode.CONFIGURATION);
  }

  private int simulate(Path file, Configuration configuration) {
    return SimulateRun.run(file.toString(), configuration, scenario, Console.of(spec));
  }
}
