/**
 * Bytes of strangers to JSON, within limits and without exceptions of others: what protocols read
 * with. No I/O.
 */
package io.driftgate.collector.json;
