package io.driftgate.simulator.proof;

import io.driftgate.core.fact.Stamp;
import io.driftgate.simulator.virtual.Fleet;

/**
 * Where a run begins.
 *
 * @param start of the gate
 */
public record Stage(Fleet fleet, Stamp start) {}
