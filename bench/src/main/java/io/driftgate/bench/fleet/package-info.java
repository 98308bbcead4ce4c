/** What a large fleet costs: thousands of nodes polled once a second, on one machine. */
package io.driftgate.bench.fleet;
