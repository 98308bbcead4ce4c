package io.driftgate.client.protocol;

/** For how long one gate's word counts, as it goes. Instants of one monotonic clock. */
final class Tenure {
  private final long holdNanos;
  private boolean leased;
  private long leaseEnd;
  private boolean heard;
  private long spokenNanos;

  Tenure(long holdNanos) {
    this.holdNanos = holdNanos;
  }

  /** A grant that counts. An older grant that ends later stands. */
  void grant(long end) {
    leaseEnd = leased ? later(leaseEnd, end) : end;
    leased = true;
  }

  /** Ends the lease now. Whether there was one. */
  boolean revoke(long now) {
    boolean live = leased && now - leaseEnd < 0;
    if (live) {
      leaseEnd = now;
    }
    return live;
  }

  /** The gate has shown a state of its own. */
  void speak(long now) {
    spokenNanos = now;
    heard = true;
  }

  /** Whether what the gate said last still counts, with a lease or without. */
  boolean isHeld(long now) {
    return heard && now - holdEnd() < 0;
  }

  GateTerms terms() {
    return new GateTerms(leased, leaseEnd, heard, holdEnd());
  }

  private long holdEnd() {
    return (leased ? later(leaseEnd, spokenNanos) : spokenNanos) + holdNanos;
  }

  private static long later(long one, long other) {
    return one - other >= 0 ? one : other;
  }
}
