/**
 * Solana's validators and RPC nodes: JSON-RPC over HTTP, and slots pushed over a WebSocket.
 * Questions to bytes, and bytes to words. No I/O.
 */
package io.driftgate.collector.solana;
