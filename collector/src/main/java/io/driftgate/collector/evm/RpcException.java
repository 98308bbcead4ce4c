package io.driftgate.collector.evm;

import io.driftgate.core.fact.FailureKind;
import java.io.IOException;

/** Ends a parse. Never leaves this package: its edge turns it into an {@link EvmFailure}. */
final class RpcException extends IOException {
  private static final long serialVersionUID = 1;

  private final FailureKind kind;

  RpcException(FailureKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static RpcException malformed(String message) {
    return new RpcException(FailureKind.MALFORMED, message);
  }

  EvmFailure toFailure() {
    return new EvmFailure(kind, getMessage());
  }

  /** Hostile input comes at the speed of the network; nobody reads these traces. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
