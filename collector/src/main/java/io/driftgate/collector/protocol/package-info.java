/**
 * What a node protocol is to the rest of the collector: questions to bytes, and bytes to words. A
 * protocol does no I/O, reads no clock, and throws nothing: what does not parse is a {@link
 * io.driftgate.collector.protocol.Defect}.
 */
package io.driftgate.collector.protocol;
