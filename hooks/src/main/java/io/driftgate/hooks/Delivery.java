package io.driftgate.hooks;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.Set;

/**
 * What one hook is to be told of one market.
 *
 * @param id stays the same over all attempts, and over restarts
 * @param hook which hook
 * @param epoch of the gate process that decided
 * @param seq of the transition; 0 for what a start says. A receiver must not act on a lower {@code
 *     (epoch, seq)} of a market than it has seen
 * @param version of the market, from now on
 * @param wallMs when it was decided, Unix milliseconds
 * @param quotes from now on
 * @param liquidations from now on
 * @param events what changed, and the hook asked for; not empty
 * @param restricts whether an output became stricter, or may have; such a one never waits
 * @param data the transition as the feed tells it (interfaces §3), a JSON object in UTF-8
 */
@SuppressWarnings(
    "ArrayRecordComponent") // bytes as they are sent; deliveries are told by their ids
public record Delivery(
    String id,
    String hook,
    MarketId market,
    long epoch,
    long seq,
    long version,
    long wallMs,
    Quotes quotes,
    Liquidations liquidations,
    Set<HookEvent> events,
    boolean restricts,
    byte[] data) {
  public Delivery {
    events = Set.copyOf(events);
  }

  /** The same, of which no market of this process is. */
  public Delivery ofAnEarlierProcess() {
    return new Delivery(
        id, hook, market, epoch, seq, -1, wallMs, quotes, liquidations, events, restricts, data);
  }

  /** Whether this was decided after the other. */
  boolean isNewerThan(Delivery other) {
    return epoch != other.epoch ? epoch > other.epoch : seq > other.seq;
  }

  /** Whether an output that the other one restricts is still as strict after this. */
  boolean stillRestrictsAs(Delivery other) {
    return other.restricts
        && ((other.quotes == Quotes.WITHDRAW && quotes == Quotes.WITHDRAW)
            || (other.liquidations == Liquidations.PAUSED && liquidations == Liquidations.PAUSED));
  }
}
