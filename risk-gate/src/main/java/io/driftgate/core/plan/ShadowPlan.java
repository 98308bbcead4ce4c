package io.driftgate.core.plan;

import io.driftgate.core.fact.MarketId;

/**
 * A market's legs judged under another policy on the same facts, reported and never acted on
 * (semantics §6, shadow policies).
 *
 * @param market whose legs
 * @param policy in the place of each leg's own
 */
public record ShadowPlan(MarketId market, PolicyPlan policy) {}
