package io.driftgate.feed.desk;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What happened at the feed's edges since its start. For any thread. */
public final class FeedCounts {
  private final LongAdder tooSlow = new LongAdder();
  private final LongAdder badFrames = new LongAdder();
  private final LongAdder noSubscribes = new LongAdder();
  private final LongAdder acknowledgements = new LongAdder();
  private final LongAdder resumed = new LongAdder();
  private final LongAdder pendingBytes = new LongAdder();
  private final LongAccumulator mostPendingBytes = new LongAccumulator(Math::max, 0);
  private final LongAdder ignoredTokens = new LongAdder();
  private final LongAdder refusedConnections = new LongAdder();
  private final LongAdder tardyConnections = new LongAdder();
  private final LongAdder refusedReads = new LongAdder();
  private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);

  /** All zero. */
  public FeedCounts() {
    for (Refusal why : Refusal.values()) {
      refusals.put(why, new LongAdder());
    }
  }

  /**
   * The counts at one moment.
   *
   * @param tooSlow desks closed with 4409
   * @param badFrames desks closed with 4400
   * @param noSubscribes desks closed with 4408
   * @param acknowledgements {@code ack} frames received
   * @param resumed subscribes that were answered with what was missed instead of a snapshot
   * @param pendingBytes that wait for desks now, as of the last tick of each room
   * @param mostPendingBytes that were ever seen waiting for one desk
   * @param ignoredTokens {@code auth} frames where no token is asked for
   * @param refusedConnections connections over the cap
   * @param tardyConnections connections closed for not asking anything in time
   * @param refusedReads REST reads that the gate loop was too busy for
   */
  public record Totals(
      long tooSlow,
      long badFrames,
      long noSubscribes,
      long acknowledgements,
      long resumed,
      long pendingBytes,
      long mostPendingBytes,
      long ignoredTokens,
      long refusedConnections,
      long tardyConnections,
      long refusedReads) {}

  /** Now. */
  public Totals totals() {
    return new Totals(
        tooSlow.sum(),
        badFrames.sum(),
        noSubscribes.sum(),
        acknowledgements.sum(),
        resumed.sum(),
        pendingBytes.sum(),
        mostPendingBytes.get(),
        ignoredTokens.sum(),
        refusedConnections.sum(),
        tardyConnections.sum(),
        refusedReads.sum());
  }

  /** Somebody was turned away. */
  public void refuse(Refusal why) {
    refusals.get(why).increment();
  }

  /** How many were, for this reason. */
  public long refused(Refusal why) {
    return refusals.get(why).sum();
  }

  void tooSlow() {
    tooSlow.increment();
  }

  void badFrame() {
    badFrames.increment();
  }

  void noSubscribe() {
    noSubscribes.increment();
  }

  void acknowledged() {
    acknowledgements.increment();
  }

  /** A subscribe was answered with what was missed. */
  public void resumed() {
    resumed.increment();
  }

  /** So many bytes more than before wait for the desks of a room, at most so many for one. */
  void pending(long change, long most) {
    pendingBytes.add(change);
    mostPendingBytes.accumulate(most);
  }

  void tokensIgnored() {
    ignoredTokens.increment();
  }

  /** A connection over the cap. */
  public void refusedConnection() {
    refusedConnections.increment();
  }

  /** A connection that asked nothing in time. */
  public void tardyConnection() {
    tardyConnections.increment();
  }

  /** A REST read that the gate loop was too busy for. */
  public void refusedRead() {
    refusedReads.increment();
  }
}
