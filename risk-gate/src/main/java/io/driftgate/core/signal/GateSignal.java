package io.driftgate.core.signal;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import java.util.List;

/**
 * A transition of one market (semantics §6, §7). At least one of the two outputs differs.
 *
 * @param epoch the gate process's start count
 * @param seq rises by one with every transition of the process
 * @param at the time of the step in which it fell
 * @param market which market
 * @param version rises by one with every transition of this market
 * @param quotesFrom quotes before
 * @param quotesTo quotes from now on
 * @param liquidationsFrom liquidations before
 * @param liquidationsTo liquidations from now on
 * @param reasons why the new outputs are not the most permissive; empty when they are
 * @param cause the input in whose step it fell
 * @param rowHash of the market's row after the transition, see {@link
 *     io.driftgate.core.view.MarketRow#rowHash()}
 */
public record GateSignal(
    long epoch,
    long seq,
    Stamp at,
    MarketId market,
    long version,
    Quotes quotesFrom,
    Quotes quotesTo,
    Liquidations liquidationsFrom,
    Liquidations liquidationsTo,
    List<Reason> reasons,
    Cause cause,
    Hash rowHash) {
  public GateSignal {
    reasons = List.copyOf(reasons);
  }

  /** Whether an output became stricter. */
  public boolean restricts() {
    return quotesTo.compareTo(quotesFrom) > 0 || liquidationsTo.compareTo(liquidationsFrom) > 0;
  }
}
