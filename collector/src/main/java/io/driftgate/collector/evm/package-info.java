/**
 * The execution layer's JSON-RPC: questions to bytes and bytes to values. No I/O, no clock; what
 * does not parse is a value too.
 */
package io.driftgate.collector.evm;
