package io.driftgate.app.monitor;

/** How the process ends (interfaces §1). */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /** The thing checked does not hold, or the process broke. */
  public static final int FAILED = 1;

  /** A needed service or resource is not to be had. */
  public static final int UNAVAILABLE = 69;

  /** The configuration is wrong. */
  public static final int CONFIGURATION = 78;

  private ExitCode() {}
}
