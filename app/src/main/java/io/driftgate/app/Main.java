package io.driftgate.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Runs on the main thread. Commands that only read a configuration load nothing
 * of what serves it, so that they answer at once.
 */
@Command(
    name = "driftgate",
    description = "Watches blockchain nodes and withdraws quotes when they can't be trusted.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class,
    scope = CommandLine.ScopeType.LOCAL,
    subcommands = {
      DemoCommand.class,
      InitCommand.class,
      JournalCommand.class,
      CheckCommand.class,
      KeysCommand.class,
      ReplayCommand.class,
      RunCommand.class,
      SimulateCommand.class,
      TailCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 the thing checked does not hold; 2 usage; 69 something needed is not to be had;",
      "78 the configuration is wrong.",
      "Start with 'driftgate demo', which needs nothing."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setUsageHelpWidth(100);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** The version that the build wrote into the jar's manifest. */
  static final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"driftgate " + version()};
    }
  }
}
