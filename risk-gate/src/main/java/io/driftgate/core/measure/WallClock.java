package io.driftgate.core.measure;

import io.driftgate.core.fact.Stamp;

/**
 * Wall time as the stamps tell it, whether it is to be believed, and what waits for it.
 *
 * <p>What waits has deadlines in Unix nanoseconds. Between stamps wall time is taken to run on with
 * the monotonic clock.
 */
public final class WallClock {
  private static final long NANOS_PER_MS = 1_000_000L;

  private final WallTrust trust = new WallTrust();
  private final Deadlines instants = new Deadlines();
  private final Deadlines coreTime;
  private final int slot;
  private final Topic turned = new Topic();
  private Stamp now;
  private boolean trusted;

  /**
   * Starts.
   *
   * @param coreTime told when trust may return
   */
  public WallClock(Stamp start, Deadlines coreTime) {
    this.coreTime = coreTime;
    slot = coreTime.add(this::judge);
    now = start;
    trust.observe(start);
    judge(start.nanos());
  }

  /**
   * Takes a stamp that raised core time.
   *
   * @return whether something that waited for wall time must be looked at
   */
  public boolean advance(Stamp stamp) {
    boolean back = stamp.wallMs() < now.wallMs();
    boolean trustedBefore = trusted;
    now = stamp;
    trust.observe(stamp);
    judge(stamp.nanos());
    if (back) {
      turned.changed();
    }
    boolean due = instants.earliestNanos() <= unixNanos(stamp.wallMs());
    if (due) {
      instants.runDue(unixNanos(stamp.wallMs()));
    }
    return due || back || trusted != trustedBefore;
  }

  private void judge(long nowNanos) {
    boolean before = trusted;
    trusted = trust.trusted(nowNanos);
    coreTime.set(slot, trusted ? Deadlines.NEVER : trust.nextChangeNanos());
    if (trusted != before) {
      turned.changed();
    }
  }

  /** Unix milliseconds of the newest stamp. */
  long nowMs() {
    return now.wallMs();
  }

  /** Whether wall time has not moved against the monotonic clock of late. */
  public boolean trusted() {
    return trusted;
  }

  /** Deadlines in Unix nanoseconds. */
  public Deadlines instants() {
    return instants;
  }

  /** Wall time ran back, or is believed again, or no longer. */
  public Topic turned() {
    return turned;
  }

  /** When core time will have come to the earliest of {@link #instants}. */
  public long nextDeadlineNanos() {
    long earliest = instants.earliestNanos();
    if (earliest == Deadlines.NEVER) {
      return Deadlines.NEVER;
    }
    long wholeMs = earliest / NANOS_PER_MS + (earliest % NANOS_PER_MS == 0 ? 0 : 1);
    return Deadlines.plus(now.nanos(), unixNanos(Math.max(0, wholeMs - now.wallMs())));
  }

  /** Milliseconds of at least 0 as nanoseconds; those past the end of time as its end. */
  static long unixNanos(long ms) {
    return ms > Deadlines.NEVER / NANOS_PER_MS ? Deadlines.NEVER : ms * NANOS_PER_MS;
  }
}
