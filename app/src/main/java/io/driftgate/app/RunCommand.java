package io.driftgate.app;

import io.driftgate.app.config.Configuration;
import io.driftgate.app.monitor.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code driftgate run}. */
@Command(
    name = "run",
    description = "Runs the monitor until SIGTERM or Ctrl-C. SIGHUP reads the configuration anew.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigOption config;

  @Override
  public Integer call() {
    Optional<Configuration> configuration = config.read(spec.commandLine().getErr());
    return configuration.isEmpty()
        ? ExitCode.CONFIGURATION
        : MonitorRun.run(configuration.get(), config::readAgain, Console.of(spec));
  }
}
