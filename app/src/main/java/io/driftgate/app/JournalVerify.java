package io.driftgate.app;

import io.driftgate.app.monitor.ExitCode;
import io.driftgate.journal.JournalReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code driftgate journal verify}. */
@Command(
    name = "verify",
    description = {
      "Walks over all rows: each must carry the hash of the one before, and its own.",
      "Rows cut off at the end can't be seen in the file: keep the printed row and hash elsewhere, and"
          + " compare."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class)
final class JournalVerify implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private JournalFolder folder;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    return folder.read(console, reader -> judge(reader.verify(), console));
  }

  private int judge(JournalReader.Verdict verdict, Console console) {
    if (verdict.broken().isPresent()) {
      console.complain(folder.file() + " is broken at " + verdict.broken().get());
      console.complain(verdict.rows() + " rows before that hold");
      return ExitCode.FAILED;
    }
    console.say(
        folder.file() + " holds: " + verdict.rows() + " rows, the last is " + verdict.head());
    return ExitCode.OK;
  }
}
