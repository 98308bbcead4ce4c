package io.driftgate.core.plan;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules that a plan must keep across its parts (semantics §3, §5, §6). All violations are found
 * in one run, each with the path of the part that is at fault, so that a person can mend them all.
 */
public final class PlanRules {
  /**
   * A violated rule.
   *
   * @param path of the part at fault in the configuration's words, e.g. {@code markets[0].legs[1]}
   * @param message what is wrong, and what would be right
   */
  public record Violation(String path, String message) {}

  private final FleetPlan plan;
  private final List<Violation> violations = new ArrayList<>();
  private final Map<ChainId, List<NodePlan>> nodesByChain;

  private PlanRules(FleetPlan plan) {
    this.plan = plan;
    nodesByChain = plan.nodes().stream().collect(Collectors.groupingBy(NodePlan::chain));
  }

  /** Every violation; empty for a plan that can run. */
  public static List<Violation> check(FleetPlan plan) {
    PlanRules rules = new PlanRules(plan);
    rules.uniqueNames();
    rules.nodesHaveChains();
    rules.clustersHaveOneChain();
    rules.quorumsCanBeReached();
    rules.marketsAreBounded();
    return List.copyOf(rules.violations);
  }

  private void report(String path, String message) {
    violations.add(new Violation(path, message));
  }

  private void uniqueNames() {
    unique("chains", plan.chains(), ChainPlan::id);
    unique("nodes", plan.nodes(), NodePlan::id);
    unique("markets", plan.markets(), MarketPlan::id);
  }

  private <T> void unique(String path, List<T> items, Function<T, Object> id) {
    for (int i = 0; i < items.size(); i++) {
      Object name = id.apply(items.get(i));
      if (items.subList(0, i).stream().map(id).anyMatch(name::equals)) {
        report(path + "[" + i + "].id", "'" + name + "' is already taken: choose another id");
      }
    }
  }

  private void nodesHaveChains() {
    for (int i = 0; i < plan.nodes().size(); i++) {
      ChainId chain = plan.nodes().get(i).chain();
      if (chainOf(chain).isEmpty()) {
        report("nodes[" + i + "].chain", "there is no chain '" + chain + "'; " + known());
      }
    }
  }

  private String known() {
    return "known: "
        + plan.chains().stream().map(c -> c.id().value()).collect(Collectors.joining(", "));
  }

  private void clustersHaveOneChain() {
    for (int i = 0; i < plan.nodes().size(); i++) {
      NodePlan node = plan.nodes().get(i);
      Optional<NodePlan> first =
          node.cluster().isEmpty() ? Optional.empty() : clusterMember(node.cluster());
      if (first.isPresent() && !first.get().chain().equals(node.chain())) {
        report(
            "nodes[" + i + "].cluster",
            "cluster '"
                + node.cluster()
                + "' is of chain "
                + first.get().chain()
                + "; a cluster is of one chain: name another");
      }
    }
  }

  private void quorumsCanBeReached() {
    for (int i = 0; i < plan.chains().size(); i++) {
      ChainPlan chain = plan.chains().get(i);
      List<NodePlan> voters =
          nodesByChain.getOrDefault(chain.id(), List.of()).stream()
              .filter(node -> node.weight() > 0)
              .toList();
      String path = "chains[" + i + "].quorum";
      if (voters.isEmpty()) {
        report("chains[" + i + "]", "no node votes on it: add nodes with weight above 0");
      } else {
        reachable(path, chain.quorum(), voters);
      }
    }
  }

  private void reachable(String path, QuorumPlan quorum, List<NodePlan> voters) {
    if (quorum.minNodes() > voters.size()) {
      report(
          path + ".minNodes",
          quorum.minNodes()
              + " nodes are needed and "
              + voters.size()
              + " vote: add nodes or lower it");
    }
    long families = distinct(voters, NodePlan::familyOrItself);
    if (quorum.families() > families) {
      report(
          path + ".families",
          quorum.families() + " families are needed and at most " + families + " can vote");
    }
    long operators = distinct(voters, NodePlan::operatorOrItself);
    if (quorum.operators() > operators) {
      report(
          path + ".operators",
          quorum.operators() + " operators are needed and at most " + operators + " can vote");
    }
  }

  /** Unnamed ones could each turn out to be one of their own. */
  private static long distinct(List<NodePlan> voters, Function<NodePlan, String> name) {
    return voters.stream().map(name).distinct().count();
  }

  private void marketsAreBounded() {
    for (int m = 0; m < plan.markets().size(); m++) {
      MarketPlan market = plan.markets().get(m);
      boolean resolved = true;
      for (int l = 0; l < market.legs().size(); l++) {
        resolved &= legHolds("markets[" + m + "].legs[" + l + "]", market.legs().get(l));
      }
      if (resolved) {
        everyChainHasStaleness("markets[" + m + "]", market);
      }
    }
  }

  private boolean legHolds(String path, MarketPlan.Leg leg) {
    Optional<ChainPlan> chain = chainOf(leg.target());
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
    Scope scope = effectiveScope(bound, leg.target(), chain);
    String name = leg.policy().id() + "/" + bound.name();
    if (!bound.metric().scopes().contains(scope.over())) {
      report(
          path,
          name
              + " has no value over "
              + scope
              + ": give the bound a scope, e.g. scope: \"cluster:…\"");
    } else if (chainOf(scope).isEmpty()) {
      report(path, name + " names " + scope + ", which does not exist");
    } else if (bound.metric() == Metric.BEHIND) {
      behindIsMeasurable(path, name, bound, scope);
    } else if (bound.metric() == Metric.HEAD_STALENESS) {
      stalenessCanClear(path, name, bound, leg.policy().recovery(), chainOf(scope).orElseThrow());
    }
  }

  private void behindIsMeasurable(String path, String name, BoundPlan bound, Scope scope) {
    long errorBar = members(scope).stream().mapToLong(NodePlan::errorBarNanos).max().orElse(0);
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
    return java.util.stream.Stream.of(bound.widen(), bound.withdraw(), bound.pauseLiquidations())
        .flatMap(Optional::stream)
        .min(Ratio::compareTo);
  }

  private void everyChainHasStaleness(String path, MarketPlan market) {
    Map<ChainId, List<MarketPlan.Leg>> byChain =
        market.legs().stream()
            .collect(Collectors.groupingBy(leg -> chainOf(leg.target()).orElseThrow().id()));
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

  /** The scope a bound is measured over on a leg: its own, else the leg's, else the leg's chain. */
  public static Scope effectiveScope(BoundPlan bound, Scope leg, ChainPlan chain) {
    if (bound.scope().isPresent()) {
      return bound.scope().get();
    }
    return bound.metric().scopes().contains(leg.over())
        ? leg
        : new Scope(Metric.Over.CHAIN, chain.id().value());
  }

  private List<NodePlan> members(Scope scope) {
    return plan.nodes().stream().filter(node -> isMember(node, scope)).toList();
  }

  private static boolean isMember(NodePlan node, Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> node.chain().value().equals(scope.target());
      case CLUSTER -> node.cluster().equals(scope.target());
      case NODE -> node.id().value().equals(scope.target());
      case FAMILY -> node.family().equals(scope.target());
      case OPERATOR -> node.operator().equals(scope.target());
    };
  }

  private Optional<ChainPlan> chainOf(ChainId id) {
    return plan.chains().stream().filter(chain -> chain.id().equals(id)).findFirst();
  }

  private Optional<ChainPlan> chainOf(Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> chainOf(new ChainId(scope.target()));
      case CLUSTER -> clusterMember(scope.target()).flatMap(node -> chainOf(node.chain()));
      case NODE -> nodeOf(new NodeId(scope.target())).flatMap(node -> chainOf(node.chain()));
      case FAMILY, OPERATOR -> Optional.empty();
    };
  }

  private Optional<NodePlan> clusterMember(String cluster) {
    return plan.nodes().stream().filter(node -> node.cluster().equals(cluster)).findFirst();
  }

  private Optional<NodePlan> nodeOf(NodeId id) {
    return plan.nodes().stream().filter(node -> node.id().equals(id)).findFirst();
  }
}
