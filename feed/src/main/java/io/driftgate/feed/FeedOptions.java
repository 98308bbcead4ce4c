package io.driftgate.feed;

import io.driftgate.feed.sign.SigningKey;
import java.util.List;

/**
 * Where and how the feed is served.
 *
 * @param host the address to listen on
 * @param port 0 to 65,535; 0 takes any free one
 * @param heartbeatMs between two heartbeats, in milliseconds; at least 10
 * @param leaseMs how long a grant lasts, in milliseconds; at least 100, since a desk's renewal has
 *     to travel both ways within it
 * @param version what {@code hello} says
 * @param drillMs between two drills, in milliseconds; 0 for none
 * @param keys what {@code hello} lists; the first signs, and without one nothing is signed
 * @param standingMs for how long from the start grants of earlier processes may stand, in
 *     milliseconds; the longer of this and the lease is waited for
 */
public record FeedOptions(
    String host,
    int port,
    long heartbeatMs,
    long leaseMs,
    String version,
    long drillMs,
    List<SigningKey> keys,
    long standingMs) {
  private static final int MAX_PORT = 65_535;
  private static final long MIN_HEARTBEAT_MS = 10;
  private static final long MIN_LEASE_MS = 100;

  public FeedOptions {
    require(!host.isEmpty(), "the feed's host must not be empty");
    require(port >= 0 && port <= MAX_PORT, "the feed's port must be 0 to 65535");
    require(heartbeatMs >= MIN_HEARTBEAT_MS, "the feed's heartbeat must be at least 10 ms");
    require(leaseMs >= MIN_LEASE_MS, "the feed's lease must be at least 100 ms");
    require(drillMs >= 0, "the feed's drill must not be negative");
    keys = List.copyOf(keys);
  }

  /** After a process with the same lease. */
  public FeedOptions(
      String host,
      int port,
      long heartbeatMs,
      long leaseMs,
      String version,
      long drillMs,
      List<SigningKey> keys) {
    this(host, port, heartbeatMs, leaseMs, version, drillMs, keys, leaseMs);
  }

  /** Without drills and signatures. */
  public FeedOptions(String host, int port, long heartbeatMs, long leaseMs, String version) {
    this(host, port, heartbeatMs, leaseMs, version, 0, List.of());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
