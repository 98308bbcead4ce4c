/** Nodes that speak CometBFT's JSON-RPC on loopback ports and follow a simulated chain. */
package io.driftgate.simulator.cometbft;
