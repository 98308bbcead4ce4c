package io.driftgate.core.signal;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;

/**
 * A market may relax, and waits until that is journalled (semantics §6.6). It is no transition yet,
 * and will be none if something speaks against it meanwhile; then whatever is to relax later is
 * told anew.
 *
 * @param epoch the gate process's start count
 * @param ticket rises with every opening of the process
 * @param seq of the last transition before
 * @param at the time of the step in which it fell
 * @param version what the market's version will be
 * @param cause the input in whose step it fell
 */
public record Opening(
    long epoch,
    long ticket,
    long seq,
    Stamp at,
    MarketId market,
    long version,
    Quotes quotesFrom,
    Quotes quotesTo,
    Liquidations liquidationsFrom,
    Liquidations liquidationsTo,
    Cause cause) {}
