package io.driftgate.simulator.proof;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import io.driftgate.simulator.virtual.Input;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two gates in lockstep, one without a node of weight 0. The other hears of it only heads that
 * another one has vouched for: a header that nobody else brought makes links known, whoever shows
 * it, and that is its right. What is not told is told as time alone. Looks at markets that no scope
 * of which the node is in.
 */
final class WeightlessNodeChangesNothing implements Invariant {
  private static final int SHOWN_KEPT = 100_000;
  private static final Set<NodeState> VOUCHING =
      EnumSet.complementOf(EnumSet.of(NodeState.UNKNOWN, NodeState.CORRUPT));
  private static final Set<NodeFlag> STATELESS =
      EnumSet.of(NodeFlag.OPTIMISTIC, NodeFlag.EL_OFFLINE);

  private final Core.Maker maker;
  private final Set<Hash> shown = new HashSet<>();
  private Optional<NodePlan> removed = Optional.empty();
  private List<MarketPlan> compared = List.of();
  private Follower with;
  private Follower without;

  WeightlessNodeChangesNothing(Core.Maker maker) {
    this.maker = maker;
  }

  @Override
  public String claim() {
    return "a node of weight 0 changes no output of a bound that it is not the scope of";
  }

  @Override
  public void onStart(Step step) {
    FleetPlan plan = step.plan();
    removed = plan.nodes().stream().filter(node -> node.weight() == 0).findFirst();
    if (removed.isPresent()) {
      compared = plan.markets().stream().filter(market -> !concerns(market)).toList();
      List<NodePlan> left =
          plan.nodes().stream().filter(node -> !node.id().equals(removed.get().id())).toList();
      FleetPlan smaller = new FleetPlan(plan.chains(), left, compared);
      if (PlanRules.check(smaller).isEmpty()) {
        with = new Follower(maker, new FleetPlan(plan.chains(), plan.nodes(), compared), step);
        without = new Follower(maker, smaller, step);
      } else {
        removed = Optional.empty();
      }
    }
  }

  private boolean concerns(MarketPlan market) {
    return market.legs().stream()
        .anyMatch(
            leg ->
                names(leg.target())
                    || leg.policy().bounds().stream()
                        .flatMap(bound -> bound.scope().stream())
                        .anyMatch(this::names));
  }

  private boolean names(Scope scope) {
    NodePlan node = removed.orElseThrow();
    return scope.target().equals(node.id().value())
        || (scope.over() == Metric.Over.CLUSTER && scope.target().equals(node.cluster()));
  }

  @Override
  public Optional<String> check(Step step) {
    if (removed.isEmpty()) {
      return Optional.empty();
    }
    NodeId node = removed.get().id();
    boolean about = step.input().node().filter(node::equals).isPresent();
    Input time = new Input.Tick(step.input().stamp());
    Follower.tickBothBefore(step.clockNanos(), with, without, step);
    with.tell(!about || isKnown(step.input()) ? step.input() : time);
    without.tell(about ? time : step.input());
    if (!about && step.input() instanceof Input.Head head && shown.size() < SHOWN_KEPT) {
      noteIfVouchedFor(head.fact());
    }
    for (MarketPlan market : compared) {
      Output one = with.output(market.id());
      Output other = without.output(market.id());
      if (!one.equals(other)) {
        return Optional.of(market.id() + " is " + one + " with " + node + ", else " + other);
      }
    }
    return Optional.empty();
  }

  /** What a node showed and does not vouch for is forgotten as soon as it shows something else. */
  private void noteIfVouchedFor(HeadObserved fact) {
    without
        .core()
        .view()
        .node(fact.node())
        .filter(node -> VOUCHING.contains(node.state()))
        .filter(node -> Collections.disjoint(node.flags(), STATELESS))
        .flatMap(NodeView::head)
        .filter(fact.head()::equals)
        .ifPresent(head -> shown.add(head.stateRoot()));
  }

  private boolean isKnown(Input input) {
    if (input instanceof Input.Header header) {
      return shown.contains(header.fact().head().stateRoot());
    }
    return !(input instanceof Input.Head head) || shown.contains(head.fact().head().stateRoot());
  }
}
