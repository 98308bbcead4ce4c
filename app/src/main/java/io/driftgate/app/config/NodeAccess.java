package io.driftgate.app.config;

import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.NodeId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How a node is reached. Its addresses and headers may hold secrets: {@code toString} shows
 * neither.
 *
 * @param http where it is polled
 * @param ws where heads are pushed from, if anywhere
 * @param protocol what it speaks
 * @param chain what it must answer with, and whether its headers are verified
 * @param intervalNanos between two polls; on average, if they are phase-locked
 * @param phaseLocked whether polls are made where new blocks are expected
 * @param timeoutNanos for one poll to be answered
 * @param headers sent with every request
 */
public record NodeAccess(
    NodeId node,
    URI http,
    Optional<URI> ws,
    Protocol protocol,
    Watched chain,
    long intervalNanos,
    boolean phaseLocked,
    long timeoutNanos,
    Map<String, String> headers) {
  /** Half a second: well under every bound that a desk sets on a 12 s chain. */
  static final long DEFAULT_INTERVAL_NANOS = 500 * Durations.MS;

  /** A node that takes longer is no help to a desk. */
  static final long DEFAULT_TIMEOUT_NANOS = 2 * Durations.SECOND;

  public NodeAccess {
    headers = Map.copyOf(headers);
  }

  /** The same for the collector. */
  public NodeEndpoint endpoint() {
    return new NodeEndpoint(
        node, http, ws, protocol, chain, intervalNanos, phaseLocked, timeoutNanos, headers);
  }

  @Override
  public String toString() {
    return node + " at " + http.getScheme() + "://" + http.getHost() + ":" + http.getPort();
  }
}
