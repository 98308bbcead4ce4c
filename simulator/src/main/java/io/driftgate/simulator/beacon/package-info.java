/** Simulated beacon nodes on loopback ports: the REST API and its event stream. */
package io.driftgate.simulator.beacon;
