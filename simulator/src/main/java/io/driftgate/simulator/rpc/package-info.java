/**
 * The sockets around the model: JSON-RPC over HTTP and WebSocket, one loopback port a node. Adds
 * the clock and nothing that is decided.
 */
package io.driftgate.simulator.rpc;
