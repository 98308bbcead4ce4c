package io.driftgate.app;

import io.driftgate.app.config.Configuration;
import io.driftgate.app.monitor.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftgate simulate}. */
@Command(
    name = "simulate",
    description =
        "Runs simulated nodes at the addresses of a configuration's nodes, which must all be on loopback, so"
            + " that the configuration can be tried without real ones.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class)
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigOption config;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "calm",
      description = "What happens to them, as in 'demo' (default: ${DEFAULT-VALUE}).")
  private String scenario;

  @Override
  public Integer call() {
    Optional<Configuration> configuration = config.read(spec.commandLine().getErr());
    if (configuration.isEmpty()) {
      return ExitCode.CONFIGURATION;
    }
    try {
      return SimulateRun.run(
          config.file().toString(), configuration.get(), scenario, Console.of(spec));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
