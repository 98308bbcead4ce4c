package io.driftgate.app;

import io.driftgate.app.config.Configuration;
import io.driftgate.app.monitor.ExitCode;
import io.driftgate.app.replay.ReplayJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code driftgate replay}. */
@Command(
    name = "replay",
    description = {
      "Runs recordings through the gate: every transition it would have made, the time spent in each state, and"
          + " the trips of each bound.",
      "As they were recorded, without --config or with the same one, it also holds what the gate tells now against"
          + " what it told then, and ends with 1 at a difference.",
      "Under another configuration the gate begins cold and opens without waiting for a journal."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RECORDING",
      description = "Files, or folders of them; a data folder will do.")
  private List<Path> recordings = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration to judge by; left out: the recorded one.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Another configuration (B): which trips only one of them has, and which is earlier.")
  private Optional<Path> against = Optional.empty();

  @Option(
      names = "--suggest",
      description =
          "For each bound what it was held against, and the thresholds that would have tripped"
              + " 0.1, 1 and 10 times a day.")
  private boolean suggest;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    Optional<Configuration> a = read(config);
    Optional<Configuration> b = read(against);
    if (a.isPresent() != config.isPresent() || b.isPresent() != against.isPresent()) {
      return ExitCode.CONFIGURATION;
    }
    ReplayJob.Request request =
        new ReplayJob.Request(
            recordings, a.map(Configuration::fleet), b.map(Configuration::fleet), json, suggest);
    try {
      return ReplayJob.run(request, voice(console)) ? ExitCode.OK : ExitCode.FAILED;
    } catch (IOException e) {
      ProgressLine.erase(console);
      console.complain(e.getMessage());
      return ExitCode.UNAVAILABLE;
    } finally {
      console.out().flush();
    }
  }

  private Optional<Configuration> read(Optional<Path> file) {
    return file.flatMap(path -> ConfigOption.read(path, spec.commandLine().getErr()));
  }

  /** Results come by the thousand: they are flushed at the end. */
  private static ReplayJob.Voice voice(Console console) {
    return new ReplayJob.Voice() {
      @Override
      public void say(String line) {
        console.out().println(line);
      }

      @Override
      public void note(String line) {
        ProgressLine.erase(console);
        console.complain(line);
      }

      @Override
      public void progress(String line) {
        ProgressLine.overwrite(console, line);
      }
    };
  }
}
