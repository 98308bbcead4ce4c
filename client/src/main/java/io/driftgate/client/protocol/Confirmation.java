package io.driftgate.client.protocol;

/**
 * A gate's word that after a restriction no desk of its can be quoting any more.
 *
 * @param gate the gate's place in the builder
 * @param market its id
 * @param version of the restriction
 * @param afterMs milliseconds after the restriction
 * @param acknowledged how many desks said that they acted
 * @param expired how many desks' leases ran out
 */
public record Confirmation(
    int gate, String market, long version, long afterMs, long acknowledged, long expired) {}
