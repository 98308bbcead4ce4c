package io.driftgate.simulator.proof;

/**
 * An invariant that does not hold.
 *
 * @param claim what should have held
 * @param what was seen instead
 * @param atNanos core time of the step
 * @param deliveries how many had been made, this one included
 */
public record Broken(String claim, String what, long atNanos, int deliveries) {}
