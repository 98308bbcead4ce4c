package io.driftgate.feed;

/**
 * What the feed's server puts up with.
 *
 * @param maxConnections open at once, over all loops; the next is answered 503
 * @param requestMs a new connection must have asked something by then
 * @param idleMs a connection that is no desk is closed so long after its last request
 * @param subscribeMs a desk must have subscribed by then
 * @param maxPendingBytes waiting for one desk; more closes it
 * @param sendBufferBytes the kernel's, for each connection: small, so that a desk that doesn't read
 *     is noticed within its lease
 */
public record FeedLimits(
    int maxConnections,
    long requestMs,
    long idleMs,
    long subscribeMs,
    long maxPendingBytes,
    int sendBufferBytes) {
  /**
   * 10,000 connections are twice the desks that were measured; 2 s for a request and 5 s for a
   * subscribe are the contract's; 4 MiB hold a snapshot of 5,000 markets.
   */
  public static final FeedLimits DEFAULT =
      new FeedLimits(10_000, 2_000, 30_000, 5_000, 4L << 20, 128 << 10);
}
