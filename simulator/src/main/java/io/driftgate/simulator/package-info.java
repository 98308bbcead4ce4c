/** Models a chain and simulates nodes that speak the real protocols on sockets. */
package io.driftgate.simulator;
