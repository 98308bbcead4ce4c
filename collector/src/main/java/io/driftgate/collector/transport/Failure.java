package io.driftgate.collector.transport;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;
import java.util.OptionalLong;

/**
 * An exchange that gave nothing usable.
 *
 * @param kind why
 * @param message for people; names host and port at most, never a path, a query or a header
 * @param at when it was known
 * @param retryAfterNanos how long the peer asks not to be asked again; empty where it does not say
 */
public record Failure(FailureKind kind, String message, Stamp at, OptionalLong retryAfterNanos)
    implements Exchange {
  /** One of a peer that asks for no pause. */
  public Failure(FailureKind kind, String message, Stamp at) {
    this(kind, message, at, OptionalLong.empty());
  }
}
