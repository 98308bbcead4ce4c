package io.driftgate.simulator.virtual;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.Unit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Draws the bounds of one policy on one chain. */
final class BoundDice {
  private static final long NANOS_PER_MS = 1_000_000;
  private static final Set<Metric> FIRST_METRICS =
      EnumSet.of(
          Metric.HEAD_STALENESS,
          Metric.BEHIND,
          Metric.HEAD_LAG,
          Metric.DIVERGED,
          Metric.QUORUM_AGREEMENT,
          Metric.OBSERVERS,
          Metric.FINALITY_LAG,
          Metric.FINALITY_LAG_MS);
  private static final Set<Metric> ROLLUP_METRICS =
      EnumSet.of(
          Metric.L1_ORIGIN_LAG, Metric.L1_ORIGIN_LAG_MS, Metric.BATCH_LAG, Metric.BATCH_LAG_MS);

  private final ChainPlan chain;
  private final List<NodePlan> nodes;
  private final List<Metric> metrics = new ArrayList<>();
  private final Dice dice;

  BoundDice(ChainPlan chain, List<NodePlan> nodes, Set<Feature> features, Dice dice) {
    this.chain = chain;
    this.nodes = nodes.stream().filter(node -> node.chain().equals(chain.id())).toList();
    this.dice = dice;
    for (Metric metric : Metric.values()) {
      boolean rollup = ROLLUP_METRICS.contains(metric);
      if (rollup
          ? features.contains(Feature.ROLLUPS)
          : features.contains(Feature.ALL_METRICS) || FIRST_METRICS.contains(metric)) {
        metrics.add(metric);
      }
    }
  }

  /** Staleness with a withdrawal, and as many more as told. */
  List<BoundPlan> draw(Scope target, int more) {
    List<BoundPlan> bounds = new ArrayList<>();
    Set<String> names = new HashSet<>();
    add(bounds, names, bound(Metric.HEAD_STALENESS, Optional.empty(), true));
    for (int i = 0; i < more; i++) {
      Metric metric = dice.pick(metrics);
      Optional<Scope> scope = scope(metric, target);
      if (scope.isPresent() || metric.scopes().contains(target.over())) {
        add(bounds, names, bound(metric, scope, false));
      }
    }
    return bounds;
  }

  private static void add(List<BoundPlan> bounds, Set<String> names, BoundPlan bound) {
    if (names.add(bound.name())) {
      bounds.add(bound);
    }
  }

  private Optional<Scope> scope(Metric metric, Scope target) {
    if (metric.scopes().contains(target.over()) && dice.oneIn(2)) {
      return Optional.empty();
    }
    Metric.Over over = dice.pick(metric.scopes().stream().sorted().toList());
    NodePlan node = dice.pick(nodes);
    String name =
        switch (over) {
          case NODE -> node.id().value();
          case CLUSTER -> node.cluster();
          case FAMILY -> node.family();
          case OPERATOR -> node.operator();
          case CHAIN -> chain.id().value();
        };
    return name.isEmpty() ? Optional.empty() : Optional.of(new Scope(over, name));
  }

  private BoundPlan bound(Metric metric, Optional<Scope> scope, boolean withdraws) {
    Ratio mild = threshold(metric);
    Ratio strict = beyond(metric, mild);
    boolean widens = dice.oneIn(2);
    boolean pauses = dice.oneIn(3);
    boolean withdrawsToo = withdraws || !widens || dice.oneIn(2);
    return new BoundPlan(
        metric,
        scope,
        widens ? Optional.of(mild) : Optional.empty(),
        withdrawsToo ? Optional.of(strict) : Optional.empty(),
        pauses ? Optional.of(dice.oneIn(2) ? mild : strict) : Optional.empty(),
        metric.windowed() ? windowNanos() : 0,
        metric.windowed() ? (int) dice.between(1, 20) : 1);
  }

  private long windowNanos() {
    long perBlock = chain.blockTimeNanos() * 10;
    return dice.oneIn(3) ? BoundPlan.DEFAULT_WINDOW_NANOS : perBlock * dice.between(2, 60);
  }

  private Ratio threshold(Metric metric) {
    long blockMs = chain.blockTimeNanos() / NANOS_PER_MS;
    return switch (metric.unit()) {
      case FRACTION -> new Ratio(dice.between(1, 9), 10);
      case COUNT -> new Ratio(dice.between(1, 4), 1);
      case BLOCKS -> new Ratio(dice.between(0, metric == Metric.FINALITY_LAG ? 80 : 6), 1);
      case MS -> new Ratio(thresholdMs(metric, blockMs) * Unit.MS.inside(), 1);
    };
  }

  private long thresholdMs(Metric metric, long blockMs) {
    if (metric == Metric.HEAD_STALENESS || metric == Metric.HEAD_AGE) {
      return blockMs * 2 + dice.between(1, 8) * blockMs + 500;
    }
    if (metric == Metric.FINALITY_LAG_MS || metric == Metric.FINALITY_STALENESS) {
      return blockMs * dice.between(10, 90);
    }
    if (metric == Metric.BEHIND || metric == Metric.DATA_AGE) {
      return dice.between(2_000, 20_000);
    }
    return ROLLUP_METRICS.contains(metric) ? dice.between(1_000, 60_000) : dice.between(5, 1_500);
  }

  private Ratio beyond(Metric metric, Ratio mild) {
    return switch (metric.unit()) {
      case FRACTION ->
          metric.lowIsBad()
              ? new Ratio(dice.between(0, mild.num()), 10)
              : new Ratio(dice.between(mild.num(), 10), 10);
      case COUNT -> new Ratio(dice.between(0, mild.num()), 1);
      case BLOCKS -> new Ratio(mild.num() + dice.between(0, 20), 1);
      case MS -> new Ratio(mild.num() + dice.between(0, 10_000) * Unit.MS.inside(), 1);
    };
  }
}
