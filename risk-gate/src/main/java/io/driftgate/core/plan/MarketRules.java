package io.driftgate.core.plan;

import io.driftgate.core.fact.ChainId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The rules that a market, or a shadow of it, must keep (semantics §5, §6). */
final class MarketRules {
  private final PlanScopes scopes;
  private final BoundRules bounds;
  private final BiConsumer<String, String> violations;

  /** Makes rules that tell {@code violations} each path and message. */
  MarketRules(PlanScopes scopes, BiConsumer<String, String> violations) {
    this.scopes = scopes;
    bounds = new BoundRules(scopes);
    this.violations = violations;
  }

  /** Checks one market. */
  void check(MarketPlan market, String path, IntFunction<String> legPath) {
    boolean resolved = true;
    for (int l = 0; l < market.legs().size(); l++) {
      resolved &= legHolds(legPath.apply(l), market.legs().get(l));
    }
    if (resolved) {
      everyChainHasStaleness(path, market);
    }
  }

  private void report(String path, String message) {
    violations.accept(path, message);
  }

  private boolean legHolds(String path, MarketPlan.Leg leg) {
    Optional<ChainPlan> chain = scopes.chainOf(leg.target());
    if (chain.isEmpty()) {
      report(path, "there is no " + leg.target() + " among the chains, clusters and nodes");
      return false;
    }
    for (BoundPlan bound : leg.policy().bounds()) {
      bounds.broken(leg, bound, chain.get()).ifPresent(message -> report(path, message));
    }
    return true;
  }

  private void everyChainHasStaleness(String path, MarketPlan market) {
    Map<ChainId, List<MarketPlan.Leg>> byChain =
        market.legs().stream()
            .collect(
                Collectors.groupingBy(
                    leg -> scopes.chainOf(leg.target()).orElseThrow().id(),
                    TreeMap::new,
                    Collectors.toList()));
    byChain.forEach(
        (chain, legs) -> {
          if (legs.stream().noneMatch(leg -> boundsStaleness(leg, chain))) {
            report(
                path,
                "market has no head.staleness bound with withdraw on chain "
                    + chain
                    + ": add one to a policy of its legs there");
          }
        });
  }

  /** A bound that names another chain says nothing about this one. */
  private static boolean boundsStaleness(MarketPlan.Leg leg, ChainId chain) {
    return leg.policy().bounds().stream()
        .filter(b -> b.metric() == Metric.HEAD_STALENESS && b.withdraw().isPresent())
        .anyMatch(b -> b.scope().map(s -> s.target().equals(chain.value())).orElse(true));
  }
}
