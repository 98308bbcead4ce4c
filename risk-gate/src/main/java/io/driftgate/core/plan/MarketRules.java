package io.driftgate.core.plan;

import io.driftgate.core.fact.ChainId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that a market, or a shadow of it, must keep (semantics §5, §6). */
final class MarketRules {
  private final FleetIndex index;
  private final BiConsumer<String, String> violations;

  /** Makes rules that tell {@code violations} each path and message. */
  MarketRules(FleetIndex index, BiConsumer<String, String> violations) {
    this.index = index;
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
    Optional<ChainPlan> chain = index.chainOf(leg.target());
    if (chain.isEmpty()) {
      report(path, "there is no " + leg.target() + " among the chains, clusters and nodes");
      return false;
    }
    for (BoundPlan bound : leg.policy().bounds()) {
      boundFits(path, leg, bound, chain.get());
    }
    return true;
  }

  private void boundFits(String path, MarketPlan.Leg leg, BoundPlan bound, ChainPlan chain) {
    Scope scope = PlanRules.effectiveScope(bound, leg.target(), chain);
    String name = leg.policy().id() + "/" + bound.name();
    if (!bound.metric().scopes().contains(scope.over())) {
      report(
          path,
          name
              + " has no value over "
              + scope
              + ": give the bound a scope, e.g. scope: \"cluster:…\"");
    } else if (!index.exists(scope, chain)) {
      report(path, name + " names " + scope + ", which does not exist");
    } else if (index.isElsewhere(scope, chain)) {
      report(
          path,
          name
              + " names "
              + scope
              + ", which is not on the leg's chain "
              + chain.id()
              + ": add a leg there");
    } else if (bound.metric() == Metric.BEHIND) {
      behindIsMeasurable(path, name, bound, scope);
    } else if (bound.metric() == Metric.HEAD_STALENESS) {
      stalenessCanClear(path, name, bound, leg.policy().recovery(), chain);
    }
  }

  private void behindIsMeasurable(String path, String name, BoundPlan bound, Scope scope) {
    long errorBar =
        index.members(scope).stream().mapToLong(NodePlan::errorBarNanos).max().orElse(0);
    tightest(bound)
        .filter(tight -> tight.num() < errorBar * tight.den())
        .ifPresent(
            tight ->
                report(
                    path,
                    name
                        + " is "
                        + tight.num() / tight.den() / 1_000_000
                        + "ms, tighter than poll interval + timeout ("
                        + errorBar / 1_000_000
                        + "ms) of a node in "
                        + scope
                        + ": poll faster, give it a ws address, or loosen the bound"));
  }

  private void stalenessCanClear(
      String path, String name, BoundPlan bound, RecoveryPlan recovery, ChainPlan chain) {
    tightest(bound)
        .filter(t -> clearNanos(t, recovery) * 2 < chain.blockTimeNanos() * 3)
        .ifPresent(
            tight ->
                report(
                    path,
                    name
                        + " clears at "
                        + clearNanos(tight, recovery) / 1_000_000
                        + "ms, under 1.5 block times ("
                        + chain.blockTimeNanos() * 3 / 2_000_000
                        + "ms): it could never relax; loosen it or raise recovery.clear"));
  }

  private static long clearNanos(Ratio threshold, RecoveryPlan recovery) {
    return recovery.clear().of(threshold.num() / threshold.den());
  }

  private static Optional<Ratio> tightest(BoundPlan bound) {
    return Stream.of(bound.widen(), bound.withdraw(), bound.pauseLiquidations())
        .flatMap(Optional::stream)
        .min(Ratio::compareTo);
  }

  private void everyChainHasStaleness(String path, MarketPlan market) {
    Map<ChainId, List<MarketPlan.Leg>> byChain =
        market.legs().stream()
            .collect(
                Collectors.groupingBy(
                    leg -> index.chainOf(leg.target()).orElseThrow().id(),
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
