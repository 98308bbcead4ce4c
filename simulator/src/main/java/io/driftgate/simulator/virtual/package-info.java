/**
 * A world in virtual time, drawn from a seed: chains, nodes, regions, and what goes wrong with
 * them. It makes the inputs that a gate would get, in order, and reads no clock.
 */
package io.driftgate.simulator.virtual;
