package io.driftgate.collector.transport;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;

/**
 * An exchange that gave nothing usable.
 *
 * @param kind why
 * @param message for people; names host and port at most, never a path, a query or a header
 * @param at when it was known
 */
public record Failure(FailureKind kind, String message, Stamp at) implements Exchange {}
