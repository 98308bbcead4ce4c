package io.driftgate.app;

import io.driftgate.app.config.Presets;
import io.driftgate.app.config.Starter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftgate init}. */
@Command(
    name = "init",
    description = "Prints a commented starter configuration that 'check' accepts as it is.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class,
    footer = {"", "Example: driftgate init > driftgate.yaml"})
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      arity = "1..*",
      paramLabel = "CHAIN",
      description =
          "Chains to start with: their ids, block times and sensible bounds. Known: "
              + "${COMPLETION-CANDIDATES}.",
      completionCandidates = InitCommand.Names.class)
  private List<String> presets = new ArrayList<>(List.of("ethereum"));

  /** What is offered to choose from. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Presets.names().iterator();
    }
  }

  @Option(
      names = "--schema",
      description = "Prints the JSON Schema of configurations instead, for editors.")
  private boolean schema;

  @Override
  public Integer call() {
    for (String preset : presets) {
      if (!Presets.names().contains(preset)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no preset '" + preset + "'; known: " + String.join(", ", Presets.names()));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(schema ? Starter.schema() : Starter.text(presets));
    out.flush();
    return 0;
  }
}
