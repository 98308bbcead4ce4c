/** Fake nodes: one thread, raw sockets, just enough JSON-RPC and newHeads. */
package io.driftgate.bench.node;
