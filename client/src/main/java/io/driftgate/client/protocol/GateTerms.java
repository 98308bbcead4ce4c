package io.driftgate.client.protocol;

/**
 * For how long a gate's word counts. Instants are nanoseconds of the desk's monotonic clock.
 *
 * @param leased whether there is a lease, which may have ended by now
 * @param leaseEnd when it ends
 * @param heard whether the gate ever showed a table
 * @param holdEnd until when a {@code WITHDRAW} or {@code PAUSED} that it said last counts
 */
public record GateTerms(boolean leased, long leaseEnd, boolean heard, long holdEnd) {}
