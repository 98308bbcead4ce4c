package io.driftgate.feed.desk;

/**
 * Notices a desk that doesn't take its frames: a mark is put behind what is queued, and what lies
 * before it must have been taken within one lease. On the desk's loop only.
 */
final class WritePressure {
  private final DeskSocket socket;
  private final long leaseNanos;
  private boolean marked;
  private long markedNanos;

  WritePressure(DeskSocket socket, long leaseNanos) {
    this.socket = socket;
    this.leaseNanos = leaseNanos;
  }

  /** To be asked several times a lease. Whether frames have waited for one lease. */
  boolean isOverdue(long nowNanos) {
    if (marked) {
      return nowNanos - markedNanos >= leaseNanos;
    }
    if (socket.pendingBytes() > 0) {
      marked = true;
      markedNanos = nowNanos;
      socket.whenTaken(() -> marked = false);
    }
    return false;
  }
}
