package io.driftgate.app;

import io.driftgate.app.monitor.ExitCode;
import io.driftgate.journal.JournalFiles;
import io.driftgate.journal.JournalReader;
import io.driftgate.journal.JournalTrouble;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** {@code DIR}, and what every command about a journal does with it. */
final class JournalFolder {
  @Parameters(paramLabel = "DIR", description = "The data folder, or the journal's file.")
  private Path folder;

  /** What is done with a journal. */
  @FunctionalInterface
  interface Use {
    /** Returns the exit code. */
    int of(JournalReader reader) throws JournalTrouble;
  }

  Path file() {
    return JournalFiles.in(folder);
  }

  /** Whether there is one; if not, that has been said. */
  boolean isThere(Console console) {
    boolean there = Files.exists(file());
    if (!there) {
      console.complain("there is no " + file() + ": name the folder that data: names");
    }
    return there;
  }

  int read(Console console, Use use) {
    if (!isThere(console)) {
      return ExitCode.UNAVAILABLE;
    }
    try (JournalReader reader = JournalReader.open(file())) {
      return use.of(reader);
    } catch (JournalTrouble trouble) {
      console.complain(file() + ": " + trouble.getMessage());
      return trouble.kind() == JournalTrouble.Kind.BROKEN ? ExitCode.FAILED : ExitCode.UNAVAILABLE;
    }
  }
}
