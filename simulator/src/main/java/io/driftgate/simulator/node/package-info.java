/** What one simulated node shows, given what has reached it and the fault that it suffers. */
package io.driftgate.simulator.node;
