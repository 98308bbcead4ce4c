package io.driftgate.app;

import io.driftgate.app.monitor.ExitCode;
import io.driftgate.journal.JournalFiles;
import io.driftgate.journal.JournalReader;
import io.driftgate.journal.JournalTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code driftgate journal set-aside}. */
@Command(
    name = "set-aside",
    description = {
      "Keeps a broken journal under another name; a gate, running or started next, begins a new one.",
      "Refused of a journal that holds."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class)
final class JournalSetAside implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private JournalFolder folder;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    if (!folder.isThere(console)) {
      return ExitCode.UNAVAILABLE;
    }
    try {
      if (!isBroken()) {
        console.complain(folder.file() + " holds: there is nothing to set aside");
        return ExitCode.FAILED;
      }
      Path aside = JournalFiles.setAside(folder.file(), System.currentTimeMillis());
      console.say("kept as " + aside);
      return ExitCode.OK;
    } catch (JournalTrouble | IOException e) {
      console.complain(folder.file() + " was left as it is: " + e.getMessage());
      return ExitCode.UNAVAILABLE;
    }
  }

  private boolean isBroken() throws JournalTrouble {
    try (JournalReader reader = JournalReader.open(folder.file())) {
      return reader.verify().broken().isPresent();
    } catch (JournalTrouble trouble) {
      if (trouble.kind() == JournalTrouble.Kind.BROKEN) {
        return true;
      }
      throw trouble;
    }
  }
}
