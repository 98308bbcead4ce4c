package io.driftgate.feed.access;

import java.nio.file.Path;

/** A file that can't be used for TLS. Its message holds nothing of the file's content. */
public final class PemException extends Exception {
  private static final long serialVersionUID = 1;

  private final String file;
  private final String problem;

  PemException(Path file, String problem) {
    super(file + " " + problem);
    this.file = file.toString();
    this.problem = problem;
  }

  /** Which. */
  public String file() {
    return file;
  }

  /** What is wrong with it, and what would be right. */
  public String problem() {
    return problem;
  }
}
