/** Fake desks: raw feed sockets read by one thread that stamps what arrives. */
package io.driftgate.bench.desk;
