/**
 * OP Stack consensus nodes, polled over JSON-RPC: questions to bytes, and bytes to words. No I/O.
 */
package io.driftgate.collector.opnode;
