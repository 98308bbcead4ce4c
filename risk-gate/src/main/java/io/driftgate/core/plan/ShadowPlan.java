package io.driftgate.core.plan;

import io.driftgate.core.fact.MarketId;

/**
 * A market's legs judged under another policy on the same facts, reported and never acted on
 * (semantics §6, shadow policies).
 *
 * @param market whose legs
 * @param policy in the place of each leg's own
 */
public record ShadowPlan(MarketId market, PolicyPlan policy) {
  /** Whether another cannot be told from this one by its market and its policy's id. */
  public boolean isNamedLike(ShadowPlan other) {
    return market.equals(other.market) && policy.id().equals(other.policy.id());
  }

  /** The market with this policy on each of its legs. */
  public MarketPlan over(MarketPlan live) {
    return new MarketPlan(
        live.id(),
        live.legs().stream().map(leg -> new MarketPlan.Leg(leg.target(), policy)).toList());
  }
}
