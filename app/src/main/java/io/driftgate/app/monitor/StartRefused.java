package io.driftgate.app.monitor;

/** The monitor can't start, for a reason that a person can mend. */
public final class StartRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * With one line for people.
   *
   * @param exitCode of {@link ExitCode}
   * @param message what is wrong, and what would be right
   */
  public StartRefused(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** How the process should end. */
  public int exitCode() {
    return exitCode;
  }
}
