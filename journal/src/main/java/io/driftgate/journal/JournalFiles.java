package io.driftgate.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a journal lies. */
public final class JournalFiles {
  private static final String NAME = "journal.db";
  private static final List<String> BESIDE = List.of("-wal", "-shm", "");

  private JournalFiles() {}

  /** Of a data folder; a file is taken for the journal itself. */
  public static Path in(Path folder) {
    return Files.isRegularFile(folder) ? folder : folder.resolve(NAME);
  }

  /**
   * Keeps it, and what SQLite has beside it, under another name.
   *
   * @return the new name
   */
  public static Path setAside(Path file, long wallMs) throws IOException {
    Path aside = beside(file, ".aside-" + wallMs);
    for (String suffix : BESIDE) {
      Path part = beside(file, suffix);
      if (Files.exists(part)) {
        Files.move(part, beside(aside, suffix));
      }
    }
    return aside;
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
