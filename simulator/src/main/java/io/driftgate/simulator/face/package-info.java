/** Sockets for protocols beside Ethereum's: JSON-RPC of another kind around the same model. */
package io.driftgate.simulator.face;
