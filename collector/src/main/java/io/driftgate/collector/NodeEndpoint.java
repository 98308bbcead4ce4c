package io.driftgate.collector;

import io.driftgate.collector.protocol.Protocol;
import io.driftgate.collector.protocol.Pushes;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.collector.transport.Address;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.NodePlan;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where and how one node is asked.
 *
 * @param node its name in the plan
 * @param http where it is polled, over HTTP with or without TLS
 * @param ws where it is listened to, over a WebSocket with or without TLS, with polling beside it
 * @param protocol what it speaks
 * @param chain what it must answer with, and whether its headers are verified
 * @param intervalNanos time between two polls, at least 1 ms; on average, if they are phase-locked
 * @param phaseLocked whether polls are made where new blocks are expected, instead of evenly
 * @param timeoutNanos limit on one whole exchange, from asking for a connection to the last byte;
 *     at least 1 ms
 * @param headers sent with every request and upgrade; may hold secrets, never shown
 */
public record NodeEndpoint(
    NodeId node,
    URI http,
    Optional<URI> ws,
    Protocol protocol,
    Watched chain,
    long intervalNanos,
    boolean phaseLocked,
    long timeoutNanos,
    Map<String, String> headers) {
  private static final long MIN_NANOS = 1_000_000;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException for another scheme, no host, credentials in a URI, a WebSocket
   *     of a protocol that has no WebSocket, a chain id that is none of the protocol's, or a time
   *     below 1 ms; the message never repeats the URI
   */
  public NodeEndpoint {
    Address.of(http, "http", "https");
    ws.ifPresent(uri -> Address.of(uri, "ws", "wss"));
    require(
        ws.isEmpty() || (protocol.pushes() != Pushes.NOTHING && protocol.eventStreams().isEmpty()),
        protocol.name() + " pushes over no WebSocket");
    protocol
        .objectionTo(chain.chainId())
        .ifPresent(words -> require(false, "chain id must be " + words));
    require(intervalNanos >= MIN_NANOS, "poll interval must be at least 1 ms");
    require(timeoutNanos >= MIN_NANOS, "request timeout must be at least 1 ms");
    headers = Map.copyOf(headers);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The longest time without a poll that is not failing. */
  long longestGapNanos() {
    return phaseLocked ? longestGapNanos(intervalNanos, timeoutNanos) : intervalNanos;
  }

  /**
   * The longest time without a poll of a node whose polls are phase-locked: half of what makes it
   * count as silent.
   */
  public static long longestGapNanos(long intervalNanos, long timeoutNanos) {
    return Math.max(intervalNanos, NodePlan.defaultLivenessNanos(intervalNanos, timeoutNanos) / 2);
  }

  /** The same for nodes that speak of one chain in one way. */
  String chainKey() {
    return protocol.name() + " " + chain.chainId();
  }

  Address httpAddress() {
    return Address.of(http, "http", "https");
  }

  Optional<Address> wsAddress() {
    return ws.map(uri -> Address.of(uri, "ws", "wss"));
  }

  /** Names hosts and ports only: providers' keys live in paths, queries and headers. */
  @Override
  public String toString() {
    String push = wsAddress().map(address -> " and " + address).orElse("");
    return node + " at " + httpAddress() + push + ", chain " + chain.chainId();
  }
}
