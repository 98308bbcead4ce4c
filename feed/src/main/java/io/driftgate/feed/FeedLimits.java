package io.driftgate.feed;

/**
 * What the feed's server puts up with.
 *
 * @param crowd how many may come
 * @param requestMs a new connection must have asked something by then
 * @param idleMs a connection that is no desk is closed so long after its last request
 * @param subscribeMs a desk must have subscribed by then
 * @param maxPendingBytes waiting for one desk; more closes it
 * @param sendBufferBytes the kernel's, for each connection: small, so that a desk that doesn't read
 *     is noticed within its lease
 * @param tlsPollMs between two looks at the certificate's files
 */
public record FeedLimits(
    Crowd crowd,
    long requestMs,
    long idleMs,
    long subscribeMs,
    long maxPendingBytes,
    int sendBufferBytes,
    long tlsPollMs) {
  /**
   * 2 s for a handshake and a request and 5 s for a subscribe are the contract's; 4 MiB hold a
   * snapshot of 5,000 markets.
   */
  public static final FeedLimits DEFAULT = of(Crowd.DEFAULT);

  /** The usual ones for such a crowd. */
  public static FeedLimits of(Crowd crowd) {
    return new FeedLimits(crowd, 2_000, 30_000, 5_000, 4L << 20, 128 << 10, 5_000);
  }

  /**
   * How many may come.
   *
   * @param connections open at once, over all loops; the next is answered 503
   * @param perAddress of those, from one address (of IPv6: one /64); this machine's are not counted
   *     so, since behind a proxy everybody has its address
   * @param perToken desks let in with one token
   * @param acceptsPerSecond the rest wait in the kernel's queue
   */
  public record Crowd(int connections, int perAddress, int perToken, int acceptsPerSecond) {
    /** Twice the desks that were measured; one site's desks; one desk's programs. */
    public static final Crowd DEFAULT = new Crowd(10_000, 500, 200, 2_000);
  }
}
