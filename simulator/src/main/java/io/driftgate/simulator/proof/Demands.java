package io.driftgate.simulator.proof;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.MarketPlan;
import java.util.HashMap;
import java.util.Map;

/** The demands of all markets, worked out once in each step that is attentive. */
final class Demands {
  private final Map<MarketId, Demand> demands = new HashMap<>();

  void workOut(Step step) {
    demands.clear();
    for (MarketPlan market : step.plan().markets()) {
      demands.put(market.id(), Demand.of(market, step));
    }
  }

  Demand of(MarketPlan market) {
    return demands.get(market.id());
  }
}
