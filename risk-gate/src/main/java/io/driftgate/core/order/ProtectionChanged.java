package io.driftgate.core.order;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;

/**
 * What would withdraw a market's quotes if the gate fell silent, such as a venue's dead-man timer,
 * can no longer be relied on, or can again. While one of them can't, the market's quotes are
 * withdrawn (issue 6, part 5): a desk must not quote unprotected.
 *
 * @param by what protects, by name; each counts for itself
 * @param stands whether it can be relied on
 * @param why it can't be, in few words for people; may be empty
 */
public record ProtectionChanged(MarketId market, String by, boolean stands, String why, Stamp at) {}
