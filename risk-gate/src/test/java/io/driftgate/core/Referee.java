package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What every market must at least be, worked out from views alone, bound by bound. */
final class Referee {
  private static final long INFINITE = Long.MAX_VALUE;

  private final FleetPlan plan;
  private final GateView gate;
  private final Map<String, Long> noValueSinceNanos = new HashMap<>();
  private List<NodeView> nodes = List.of();
  private List<ChainView> chains = List.of();

  /** The least that is asked of a market's outputs. */
  record Asked(Quotes quotes, Liquidations liquidations) {}

  private record Value(long num, long den) {}

  Referee(FleetPlan plan, GateView gate) {
    this.plan = plan;
    this.gate = gate;
  }

  /** Reads the views once; what follows is about them. */
  void look() {
    nodes = gate.nodes();
    chains = gate.chains();
  }

  void check(long nowNanos) {
    look();
    for (MarketPlan market : plan.markets()) {
      Asked asked = asked(market, nowNanos);
      MarketRow row = gate.market(market.id()).orElseThrow();
      assertThat(row.quotes())
          .as("%s at %s", market.id(), nowNanos)
          .isGreaterThanOrEqualTo(asked.quotes());
      assertThat(row.liquidations())
          .as("%s at %s", market.id(), nowNanos)
          .isGreaterThanOrEqualTo(asked.liquidations());
    }
  }

  Asked asked(MarketPlan market, long nowNanos) {
    Quotes quotes = Quotes.OPEN;
    Liquidations liquidations = Liquidations.ENABLED;
    for (MarketPlan.Leg leg : market.legs()) {
      ChainView chain = chainOf(leg.target());
      if (isClosed(leg, chain)) {
        quotes = Quotes.WITHDRAW;
        liquidations = leg.policy().pauseOnUnknown() ? Liquidations.PAUSED : liquidations;
      }
      for (BoundPlan bound : leg.policy().bounds()) {
        Scope scope = PlanRules.effectiveScope(bound, leg.target(), planOf(chain));
        quotes =
            quotes.worst(
                exceeds(leg, bound, scope, bound.widen(), nowNanos) ? Quotes.WIDEN : Quotes.OPEN);
        quotes =
            quotes.worst(
                exceeds(leg, bound, scope, bound.withdraw(), nowNanos)
                    ? Quotes.WITHDRAW
                    : Quotes.OPEN);
        liquidations =
            liquidations.worst(
                exceeds(leg, bound, scope, bound.pauseLiquidations(), nowNanos)
                    ? Liquidations.PAUSED
                    : Liquidations.ENABLED);
      }
    }
    return new Asked(quotes, liquidations);
  }

  private boolean isClosed(MarketPlan.Leg leg, ChainView chain) {
    List<NodeView> members = members(leg.target());
    boolean nodeIsOut =
        leg.target().over() == Metric.Over.NODE
            && (!isFit(members.get(0)) || isDrained(members.get(0)));
    return chain.conditions().contains(ChainCondition.NO_QUORUM)
        || chain.conditions().contains(ChainCondition.WARMING_UP)
        || nodeIsOut
        || members.stream().allMatch(node -> node.state() == NodeState.UNKNOWN);
  }

  private static boolean isFit(NodeView node) {
    return node.state() == NodeState.IN_SYNC || node.state() == NodeState.LAGGING;
  }

  private boolean exceeds(
      MarketPlan.Leg leg, BoundPlan bound, Scope scope, Optional<Ratio> threshold, long nowNanos) {
    if (threshold.isEmpty()) {
      return false;
    }
    Optional<Value> value = value(bound.metric(), scope);
    String name = leg + bound.name();
    if (value.isEmpty()) {
      long since = noValueSinceNanos.computeIfAbsent(name, key -> nowNanos);
      return nowNanos - since > leg.policy().noValueGraceNanos();
    }
    noValueSinceNanos.remove(name);
    BigInteger left = times(value.get().num(), threshold.get().den());
    int order = left.compareTo(times(threshold.get().num(), value.get().den()));
    return bound.metric().lowIsBad() ? order < 0 : order > 0;
  }

  private static BigInteger times(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private Optional<Value> value(Metric metric, Scope scope) {
    List<NodeView> members = members(scope);
    long total = members.stream().mapToLong(Referee::weight).sum();
    if (total == 0 && metric != Metric.OBSERVERS) {
      return Optional.empty();
    }
    return switch (metric) {
      case HEAD_STALENESS -> plain(chainOf(scope).stalenessNanos());
      case FINALITY_LAG -> plain(chainOf(scope).finalityLagBlocks());
      case FINALITY_LAG_MS -> plain(chainOf(scope).finalityLagMs());
      case BEHIND, HEAD_LAG -> Optional.of(new Value(median(metric, members, total), 1));
      case DIVERGED ->
          Optional.of(new Value(weight(members, NodeState.DIVERGED, NodeState.CORRUPT), total));
      case QUORUM_AGREEMENT -> Optional.of(new Value(weight(members, NodeState.IN_SYNC), total));
      case OBSERVERS -> Optional.of(new Value(chainOf(scope).observers(), 1));
      default -> throw new IllegalArgumentException(metric + " is not refereed here");
    };
  }

  private static Optional<Value> plain(OptionalLong value) {
    return value.isPresent() ? Optional.of(new Value(value.getAsLong(), 1)) : Optional.empty();
  }

  private static long weight(List<NodeView> members, NodeState... states) {
    return members.stream()
        .filter(node -> List.of(states).contains(node.state()))
        .mapToLong(Referee::weight)
        .sum();
  }

  /** The smallest value that more than half of the weight does not exceed. */
  private static long median(Metric metric, List<NodeView> members, long total) {
    return members.stream()
        .map(node -> distance(metric, node))
        .filter(
            value ->
                2
                        * members.stream()
                            .filter(node -> distance(metric, node) <= value)
                            .mapToLong(Referee::weight)
                            .sum()
                    > total)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static long distance(Metric metric, NodeView node) {
    OptionalLong value = metric == Metric.BEHIND ? node.behindNanos() : node.headLagBlocks();
    return isFit(node) ? value.orElse(INFINITE) : INFINITE;
  }

  private static boolean isDrained(NodeView node) {
    return node.flags().contains(NodeFlag.DRAINED);
  }

  private static long weight(NodeView node) {
    return Math.max(1, node.weight());
  }

  private List<NodeView> members(Scope scope) {
    return nodes.stream()
        .filter(
            node ->
                switch (scope.over()) {
                  case CHAIN ->
                      node.chain().value().equals(scope.target())
                          && node.weight() > 0
                          && !isDrained(node);
                  case CLUSTER -> node.cluster().equals(scope.target()) && !isDrained(node);
                  case NODE -> node.id().value().equals(scope.target());
                  case FAMILY -> node.family().equals(scope.target());
                  case OPERATOR -> node.operator().equals(scope.target());
                })
        .toList();
  }

  private ChainView chainOf(Scope scope) {
    ChainId id =
        scope.over() == Metric.Over.CHAIN
            ? new ChainId(scope.target())
            : nodes.stream()
                .filter(
                    n ->
                        n.cluster().equals(scope.target()) || n.id().value().equals(scope.target()))
                .findFirst()
                .orElseThrow()
                .chain();
    return chains.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  private ChainPlan planOf(ChainView chain) {
    return plan.chains().stream().filter(c -> c.id().equals(chain.id())).findFirst().orElseThrow();
  }
}
