package io.driftgate.app;

import io.driftgate.app.check.Summary;
import io.driftgate.app.config.Configuration;
import io.driftgate.app.monitor.ExitCode;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code driftgate check}. */
@Command(
    name = "check",
    description = {
      "Says whether a configuration holds together.",
      "Prints every mistake as FILE:LINE: path: what is wrong, what would be right; or else what it takes for"
          + " quorum, and which single failures would withdraw which markets.",
      "With --probe, ends with 1 if a node does not answer, answers for another chain, or shows a header"
          + " that does not hash to its hash."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConfigOption config;

  @Option(
      names = "--probe",
      description =
          "Also asks every node as 'run' would, for 10 s at most, and prints a table of what they"
              + " say.")
  private boolean probe;

  @Override
  public Integer call() {
    Optional<Configuration> configuration = config.read(spec.commandLine().getErr());
    if (configuration.isEmpty()) {
      return ExitCode.CONFIGURATION;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(config.file() + " holds together.");
    Summary.of(configuration.get().fleet()).forEach(out::println);
    out.flush();
    return probe ? probe(configuration.get()) : ExitCode.OK;
  }

  private int probe(Configuration configuration) {
    Console console = Console.of(spec);
    console.say("");
    return ProbeRun.run(configuration, console);
  }
}
