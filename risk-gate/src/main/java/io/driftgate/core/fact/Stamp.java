package io.driftgate.core.fact;

/**
 * When something happened, on one machine's two clocks (semantics §1).
 *
 * @param nanos monotonic time in nanoseconds; orders and dates everything; its origin is arbitrary
 * @param wallMs Unix milliseconds; for people and for comparison with block timestamps only
 */
public record Stamp(long nanos, long wallMs) {}
