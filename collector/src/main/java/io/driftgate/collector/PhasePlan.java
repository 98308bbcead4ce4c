package io.driftgate.collector;

import io.driftgate.core.fact.Stamp;

/**
 * When a node with a budget of polls is best asked, so that a new block is seen soon after it is
 * there: most polls are made where blocks have arrived so far, few elsewhere. Told the time with
 * every event.
 *
 * <p>Blocks are expected one period after the newest's timestamp, and arrive as late after that as
 * they did lately; or, once another node has shown the block, as late after that. Polls lie there
 * as {@link Spread} says, the denser the more of the budget has been saved: what an early block
 * spares, a late one may use. Where blocks come at no regular times, arrive anywhere in their slot,
 * or come too fast for the budget, polls are even; so they are until {@value #LEARNT} blocks have
 * come. Public for the benchmark.
 */
public final class PhasePlan {
  /** Arrivals before it believes what it has learnt. */
  static final int LEARNT = 8;

  /** Below so many polls a block there is nothing to shift. */
  private static final int LEAST_POLLS = 3;

  /** What may be saved up, in blocks' times; and at least, in polls. */
  private static final double SAVED_SLOTS = 2;

  private static final double LEAST_SAVED = 16;

  /** By how many polls the next window gets more for each that is saved beyond half. */
  private static final double GAIN = 1.0 / 6;

  /** The same for all windows from then on; a quarter of the square swings the least. */
  private static final double USUAL_GAIN = GAIN * GAIN / 4;

  private static final long MIN_GAP_NANOS = 5_000_000;
  private static final long NANOS_PER_MS = 1_000_000;

  private final long evenNanos;
  private final long maxGapNanos;
  private final Spread afterTimestamp = new Spread();
  private final Spread afterFleet = new Spread();
  private final SlotRhythm rhythm = new SlotRhythm();
  private final PollBudget budget;
  private long lastPollNanos;
  private long earlierPollNanos;
  private int shown;

  /** For the next block, if it comes when it is expected. */
  private double polls = 1;

  /** The same while half of the bucket is saved. */
  private double usualPolls = 1;

  private long ownTimestampMs = -1;
  private long fleetTimestampMs = -1;
  private long fleetNanos;
  private long wallOffsetNanos;

  /**
   * Begins with even polls.
   *
   * @param evenNanos time between polls if they were even: one over the budget
   * @param maxGapNanos the longest time without a poll; at least {@code evenNanos}
   */
  public PhasePlan(long evenNanos, long maxGapNanos, long nowNanos) {
    this.evenNanos = evenNanos;
    this.maxGapNanos = maxGapNanos;
    budget = new PollBudget(evenNanos, nowNanos);
    lastPollNanos = nowNanos - evenNanos;
  }

  /** A poll is made. */
  public void polled(long nowNanos) {
    budget.spend(nowNanos);
    earlierPollNanos = lastPollNanos;
    lastPollNanos = nowNanos;
  }

  /** Some node of the chain showed a block. */
  public void fleetShowed(long timestampMs, long nanos) {
    if (timestampMs > fleetTimestampMs) {
      fleetTimestampMs = timestampMs;
      fleetNanos = nanos;
    }
  }

  /** This node showed a block. */
  public void showed(long height, long timestampMs, Stamp received) {
    boolean beatsAnew = rhythm.showed(height, timestampMs);
    if (timestampMs <= ownTimestampMs) {
      return;
    }
    wallOffsetNanos = received.wallMs() * NANOS_PER_MS - received.nanos();
    long arrivedNanos = arrivedNanos(received.nanos());
    afterTimestamp.add(arrivedNanos + wallOffsetNanos - timestampMs * NANOS_PER_MS);
    if (fleetTimestampMs == timestampMs) {
      afterFleet.add(Math.max(0, arrivedNanos - fleetNanos));
    }
    ownTimestampMs = timestampMs;
    spread(received.nanos(), beatsAnew);
  }

  /** Keeps the bucket half full: slowly, since one slot needs many polls and the next one few. */
  private void spread(long nowNanos, boolean beatsAnew) {
    double slotPolls = (double) rhythm.periodNanos() / evenNanos;
    if (beatsAnew) {
      budget.hold(Math.max(LEAST_SAVED, SAVED_SLOTS * slotPolls), nowNanos);
      usualPolls = slotPolls / 2;
    }
    double surplus = budget.left(nowNanos) - budget.capacity() / 2;
    usualPolls = Math.max(1, Math.min(2 * slotPolls, usualPolls + surplus * USUAL_GAIN));
    polls = Math.max(1, usualPolls + surplus * GAIN);
  }

  /** Whether a poll could be made now. */
  boolean affords(long nowNanos) {
    return budget.affordsAtNanos(nowNanos) <= nowNanos;
  }

  /**
   * The block arrived somewhere between the poll before, which did not show it, and this answer:
   * one arrival in five is taken to be in each fifth of that. Taken for the answer's own time, what
   * is learnt would be when it polls, and it would poll there again.
   */
  private long arrivedNanos(long receivedNanos) {
    long uncertainNanos = Math.min(receivedNanos - earlierPollNanos, maxGapNanos);
    shown++;
    return receivedNanos - uncertainNanos * (2 * (shown * 2L % 5) + 1) / 10;
  }

  /** When to poll next; never before it can be afforded. */
  public long nextNanos(long nowNanos) {
    long wanted = isPhased() ? phased(nowNanos) : lastPollNanos + evenNanos;
    long latest = lastPollNanos + maxGapNanos;
    return Math.max(Math.min(wanted, latest), budget.affordsAtNanos(nowNanos));
  }

  /** Whether polls are where blocks are expected, and not even. */
  public boolean isPhased() {
    return rhythm.isRegular()
        && afterTimestamp.size() >= LEARNT
        && rhythm.periodNanos() >= LEAST_POLLS * evenNanos
        && most(afterTimestamp) < rhythm.periodNanos() / 2;
  }

  /** How far apart nine in ten arrivals lie. */
  private static long most(Spread spread) {
    return spread.quantile(0.95) - spread.quantile(0.05);
  }

  private long phased(long nowNanos) {
    boolean heralded = fleetTimestampMs > ownTimestampMs && afterFleet.size() >= LEARNT;
    return heralded ? soonest(nowNanos, fleetNanos, afterFleet) : expected(nowNanos);
  }

  /** In the first slot whose block could still come as late as any did. */
  private long expected(long nowNanos) {
    long period = rhythm.periodNanos();
    long due = ownTimestampMs * NANOS_PER_MS + period - wallOffsetNanos;
    long left = nowNanos - due - afterTimestamp.quantile(1);
    long missed = left > 0 ? (left + period - 1) / period : 0;
    return soonest(nowNanos, due + missed * period, afterTimestamp);
  }

  private long soonest(long nowNanos, long originNanos, Spread spread) {
    if (nowNanos - originNanos > spread.quantile(1)) {
      return lastPollNanos + evenNanos;
    }
    long at = originNanos + spread.next(lastPollNanos - originNanos, polls);
    return Math.max(at, lastPollNanos + MIN_GAP_NANOS);
  }
}
