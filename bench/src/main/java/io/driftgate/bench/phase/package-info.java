/** Phase-locked against even polls, in virtual time and over sockets. */
package io.driftgate.bench.phase;
