/**
 * What a desk may believe, without a socket, a thread or a clock: each input carries its time, so
 * that the same code runs against real gates and, in virtual time, in a simulator.
 */
package io.driftgate.client.protocol;
