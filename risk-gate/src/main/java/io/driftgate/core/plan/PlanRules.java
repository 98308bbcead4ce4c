package io.driftgate.core.plan;

import io.driftgate.core.fact.ChainId;
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
  private final PlanScopes scopes;
  private final List<Violation> violations = new ArrayList<>();
  private final Map<ChainId, List<NodePlan>> nodesByChain;

  private PlanRules(FleetPlan plan) {
    this.plan = plan;
    scopes = new PlanScopes(plan);
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
    rules.shadowsAreBounded();
    return List.copyOf(rules.violations);
  }

  private void report(String path, String message) {
    Violation violation = new Violation(path, message);
    if (!violations.contains(violation)) {
      violations.add(violation);
    }
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
      if (scopes.chainOf(chain).isEmpty()) {
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
          node.cluster().isEmpty() ? Optional.empty() : scopes.clusterMember(node.cluster());
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
    long operators =
        voters.stream().map(NodePlan::operator).filter(o -> !o.isEmpty()).distinct().count();
    if (quorum.operators() > Math.max(1, operators)) {
      report(
          path + ".operators",
          quorum.operators()
              + " operators are needed and the voting nodes name "
              + operators
              + ": say who runs each (operator), or lower it");
    }
  }

  /** Unnamed ones could each turn out to be one of their own. */
  private static long distinct(List<NodePlan> voters, Function<NodePlan, String> name) {
    return voters.stream().map(name).distinct().count();
  }

  private void marketsAreBounded() {
    MarketRules rules = new MarketRules(scopes, this::report);
    for (int m = 0; m < plan.markets().size(); m++) {
      String path = "markets[" + m + "]";
      rules.check(plan.markets().get(m), path, leg -> path + ".legs[" + leg + "]");
    }
  }

  private void shadowsAreBounded() {
    MarketRules rules = new MarketRules(scopes, this::report);
    for (int i = 0; i < plan.shadows().size(); i++) {
      ShadowPlan shadow = plan.shadows().get(i);
      String path = "shadow[" + i + "]";
      if (plan.shadows().subList(0, i).stream().anyMatch(shadow::isNamedLike)) {
        report(
            path,
            "'" + shadow.policy().id() + "' already shadows " + shadow.market() + ": remove one");
      }
      Optional<MarketPlan> market = scopes.marketOf(shadow.market());
      if (market.isEmpty()) {
        report(path, "there is no market '" + shadow.market() + "'");
      } else {
        rules.check(shadow.over(market.get()), path, leg -> path);
      }
    }
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
}
