package io.driftgate.client.protocol;

/** How long a gate's grants last, and the paces that follow from it. In nanoseconds. */
final class LeaseLength {
  private static final long MS = 1_000_000;

  /** 99 % of a lease: the two ends' clocks may differ in rate by up to 1 %. */
  private static final long COUNTED_NANOS_PER_MS = 990_000;

  /** The quickest pace that stays under a gate's 20 renewals a second. */
  static final long MIN_PACE_NANOS = 55 * MS;

  private long leaseMs = 1;

  /** What a hello says. */
  void hello(long saidMs) {
    leaseMs = saidMs;
  }

  /** When a grant ends whose renewal was sent then. A grant only shortens what the hello said. */
  long endOf(long sentNanos, long saidMs) {
    leaseMs = Math.min(leaseMs, saidMs);
    return sentNanos + leaseMs * COUNTED_NANOS_PER_MS;
  }

  long nanos() {
    return leaseMs * MS;
  }

  /** Between two renewals, and between two subscribes: a quarter of the lease. */
  long paceNanos() {
    return Math.max(nanos() / 4, MIN_PACE_NANOS);
  }

  /** How long a gate may be silent, or take for a snapshot: two leases. */
  long patienceNanos() {
    return 2 * nanos();
  }
}
