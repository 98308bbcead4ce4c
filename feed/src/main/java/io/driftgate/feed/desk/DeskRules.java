package io.driftgate.feed.desk;

/**
 * What holds for every desk. Times in nanoseconds.
 *
 * @param leaseNanos how long a grant lasts
 * @param subscribeNanos how long a desk may take for its first subscribe
 * @param maxPendingBytes more than this waiting for one desk is the end of it
 * @param signs whether the gate has a key to sign with
 */
public record DeskRules(long leaseNanos, long subscribeNanos, long maxPendingBytes, boolean signs) {
  /** Renewals, subscribes and pings that a desk may send, each. */
  static final int PER_SECOND = 20;

  /** Frames of any kind that a desk may send before it is taken for a flood. */
  static final int FLOOD_PER_SECOND = 200;

  /** Telemetry that may be written at once: it lies before the next gate frame. */
  static final long TELEMETRY_BYTES = 65_536;

  /** A desk is closed when it has not been heard for two leases. */
  long silenceNanos() {
    return 2 * leaseNanos;
  }

  /** Two ticks of the room that lie further apart than a quarter of the lease were held up. */
  long stallNanos() {
    return leaseNanos / 4;
  }

  /** Pings are sent twice a lease. */
  long pingNanos() {
    return leaseNanos / 2;
  }
}
