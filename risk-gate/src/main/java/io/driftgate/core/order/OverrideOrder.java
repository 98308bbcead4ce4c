package io.driftgate.core.order;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;

/**
 * A person wins, towards safety (semantics §6.7): a market is held at least as strict as this, or
 * not relaxed. A newer order for the market replaces an older one; one that ends at or before it is
 * given lifts it. None makes a market more open than its bounds.
 *
 * @param quotes for {@link Kind#FORCE} at least this strict; {@code OPEN} forces nothing
 * @param liquidations for {@link Kind#FORCE} at least this strict; {@code ENABLED} forces nothing
 * @param who a person or program, for the journal
 * @param why for the journal
 * @param untilNanos the override ends at this core time
 */
public record OverrideOrder(
    MarketId market,
    Kind kind,
    Quotes quotes,
    Liquidations liquidations,
    String who,
    String why,
    long untilNanos,
    Stamp at) {
  /** What is ordered. */
  public enum Kind {
    /** At least so strict. */
    FORCE,
    /** Nothing relaxes. */
    HOLD
  }

  /** Ends an override. */
  public static OverrideOrder lift(MarketId market, String who, String why, Stamp at) {
    return new OverrideOrder(
        market, Kind.HOLD, Quotes.OPEN, Liquidations.ENABLED, who, why, at.nanos(), at);
  }
}
