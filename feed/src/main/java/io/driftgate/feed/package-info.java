/** Serves the gate's signals to the desks over WebSocket and REST. */
package io.driftgate.feed;
