/** Measures the path from a node's socket to a desk's socket. */
package io.driftgate.bench;
