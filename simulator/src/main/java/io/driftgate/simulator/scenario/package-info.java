/**
 * What goes wrong and when, as lists of timed stages, and the fleet that lives through them. Told
 * the time: the live fleet and a simulation in virtual time drive the same model.
 */
package io.driftgate.simulator.scenario;
