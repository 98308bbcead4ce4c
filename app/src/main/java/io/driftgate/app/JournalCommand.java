package io.driftgate.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftgate journal}. */
@Command(
    name = "journal",
    description = "The audit journal in a data folder; also beside a running gate.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class,
    subcommands = {JournalShow.class, JournalVerify.class, JournalSetAside.class})
final class JournalCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "show, verify or set-aside is missing");
  }
}
