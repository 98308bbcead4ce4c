package io.driftgate.simulator.virtual;

/**
 * An input and when it reaches the gate.
 *
 * @param atNanos virtual time; never falls from one delivery to the next. The input's own stamp may
 *     be earlier: another collector's
 */
public record Delivery(long atNanos, Input input) {}
