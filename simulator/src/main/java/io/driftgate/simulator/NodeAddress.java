package io.driftgate.simulator;

import java.net.URI;

/**
 * Where a simulated node listens; both on one port.
 *
 * @param name {@code sim-1}, {@code sim-2}, …
 * @param http JSON-RPC over HTTP POST
 * @param ws JSON-RPC over WebSocket, with subscriptions
 */
public record NodeAddress(String name, URI http, URI ws) {}
