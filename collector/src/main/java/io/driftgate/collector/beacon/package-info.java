/**
 * Ethereum's consensus layer: the beacon node API over HTTP and its event stream. No I/O, no clock;
 * what does not parse is a value too.
 */
package io.driftgate.collector.beacon;
