/** Turns what one node says, in its own protocol, into stamped facts for the core. */
package io.driftgate.collector;
