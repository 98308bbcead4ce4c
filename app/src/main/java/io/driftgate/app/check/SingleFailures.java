package io.driftgate.app.check;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Takes away one node, one client family and one operator at a time (semantics §3). */
public final class SingleFailures {
  private SingleFailures() {}

  /**
   * One thing that fails.
   *
   * @param kind what failed: one machine, one client family or one operator
   * @param nodes how many go with it
   * @param withdrawn the markets that it alone withdraws, in configured order
   */
  public record Failure(String kind, String name, int nodes, List<MarketId> withdrawn) {
    public Failure {
      withdrawn = List.copyOf(withdrawn);
    }
  }

  /** All single failures, whether they withdraw anything or not. */
  public static List<Failure> of(FleetPlan plan) {
    List<Failure> failures = new ArrayList<>();
    failures.addAll(by("node", plan, node -> node.id().value()));
    failures.addAll(by("family", plan, NodePlan::family));
    failures.addAll(by("operator", plan, NodePlan::operator));
    return List.copyOf(failures);
  }

  private static List<Failure> by(String kind, FleetPlan plan, Function<NodePlan, String> name) {
    Set<String> names = new LinkedHashSet<>();
    plan.nodes().stream().map(name).filter(text -> !text.isEmpty()).forEach(names::add);
    return names.stream()
        .map(text -> without(kind, text, plan, name))
        .sorted(Comparator.comparing(failure -> failure.withdrawn().isEmpty()))
        .toList();
  }

  private static Failure without(
      String kind, String text, FleetPlan plan, Function<NodePlan, String> name) {
    List<NodePlan> left = plan.nodes().stream().filter(n -> !name.apply(n).equals(text)).toList();
    List<MarketId> withdrawn = new Survivors(plan, left).withdrawn();
    return new Failure(kind, text, plan.nodes().size() - left.size(), withdrawn);
  }
}
