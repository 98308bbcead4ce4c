package io.driftgate.app.config;

import io.driftgate.feed.sign.SigningKey;
import java.util.List;

/**
 * The feed's rhythm.
 *
 * @param heartbeatMs between two heartbeats
 * @param leaseMs for how long a grant lets a desk quote, counted from its own request
 * @param drillMs between two drills; 0 for none
 * @param keys the first signs what desks want signed, the others are only made known; none for a
 *     gate that does not sign
 */
public record FeedSettings(long heartbeatMs, long leaseMs, long drillMs, List<SigningKey> keys) {
  /** As often as desks renew by default (semantics §7). */
  static final long DEFAULT_HEARTBEAT_MS = 250;

  /** Four renewals: three may be lost before a desk closes by itself. */
  static final long DEFAULT_LEASE_MS = 1_000;

  /** The longest lease that may be configured. */
  public static final long MAX_LEASE_MS = 60_000;

  /** Often enough to find a path that has grown slow, and to keep it warm (semantics §7). */
  static final long DEFAULT_DRILL_MS = 30_000;

  static final FeedSettings DEFAULT =
      new FeedSettings(DEFAULT_HEARTBEAT_MS, DEFAULT_LEASE_MS, DEFAULT_DRILL_MS, List.of());

  public FeedSettings {
    keys = List.copyOf(keys);
    if (heartbeatMs > leaseMs) {
      throw new IllegalArgumentException(
          "heartbeat is "
              + heartbeatMs
              + "ms, longer than the lease; at most "
              + leaseMs
              + "ms fits");
    }
  }
}
