package io.driftgate.app.config;

/**
 * The feed's rhythm.
 *
 * @param heartbeatMs between two heartbeats
 * @param leaseMs for how long a grant lets a desk quote, counted from its own request
 */
public record FeedSettings(long heartbeatMs, long leaseMs) {
  /** As often as desks renew by default (semantics §7). */
  static final long DEFAULT_HEARTBEAT_MS = 250;

  /** Four renewals: three may be lost before a desk closes by itself. */
  static final long DEFAULT_LEASE_MS = 1_000;

  public FeedSettings {
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
