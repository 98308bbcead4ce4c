/** From the bytes of a late head to the WITHDRAW frame read by the last desk. */
package io.driftgate.bench.socket;
