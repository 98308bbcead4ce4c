package io.driftgate.core.view;

import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;

/**
 * The override that a market is under.
 *
 * @param untilMs Unix milliseconds, as of the clocks when it was ordered
 */
public record OverrideView(
    OverrideOrder.Kind kind,
    Quotes quotes,
    Liquidations liquidations,
    String who,
    String why,
    long untilMs) {}
