package io.driftgate.app.config;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.ShadowPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code shadow[i]}. */
final class ShadowReader {
  private final List<String> markets;
  private final Map<String, PolicyPlan> policies;

  ShadowReader(List<MarketPlan> markets, Map<String, PolicyPlan> policies) {
    this.markets = markets.stream().map(market -> market.id().value()).toList();
    this.policies = policies;
  }

  Optional<ShadowPlan> read(Value value) {
    Section shadow = value.section(Shape.SHADOW);
    Optional<MarketId> market =
        shadow
            .must("market", "ETH-PERP", v -> v.oneOf("market", markets))
            .filter(markets::contains)
            .map(MarketId::new);
    Optional<PolicyPlan> policy =
        shadow
            .must("policy", "stricter", v -> v.oneOf("policy", policies.keySet()))
            .map(policies::get);
    return market.flatMap(m -> policy.map(p -> new ShadowPlan(m, p)));
  }
}
