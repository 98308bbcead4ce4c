package io.driftgate.collector.protocol;

import io.driftgate.core.fact.FailureKind;
import java.io.IOException;

/** Ends a parse. Never leaves a protocol's package: its edge turns it into a {@link Defect}. */
public final class DefectException extends IOException {
  private static final long serialVersionUID = 1;

  private final FailureKind kind;

  /** Takes a message of ours, for people. */
  public DefectException(FailureKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What does not parse, or contradicts itself. */
  public static DefectException malformed(String message) {
    return new DefectException(FailureKind.MALFORMED, message);
  }

  /** The same as a value. */
  public Defect toDefect() {
    return new Defect(kind, getMessage());
  }

  /** Hostile input comes at the speed of the network; nobody reads these traces. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
