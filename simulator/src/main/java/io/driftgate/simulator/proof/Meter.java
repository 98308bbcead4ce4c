package io.driftgate.simulator.proof;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Works out what bounds read, from views alone and slowly. Percentiles and rollups' lags are in no
 * view in the form in which they are bounded, and are left to the second opinion.
 */
final class Meter {
  private static final long NANOS_PER_MS = 1_000_000;

  private final Step step;

  Meter(Step step) {
    this.step = step;
  }

  /** What can be told in this step; of nodes only where it is thorough. */
  Measured read(BoundPlan bound, Scope leg, ChainPlan chain) {
    if (ofNodes(bound.metric()) && !step.thorough()) {
      return Measured.UNTOLD;
    }
    Scope scope = PlanRules.effectiveScope(bound, leg, chain);
    return switch (bound.metric()) {
      case HEAD_STALENESS -> staleness(scope);
      case HEAD_AGE -> age(scope);
      case FINALITY_LAG -> plain(view(scope).finalityLagBlocks(), 1);
      case FINALITY_LAG_MS -> plain(view(scope).finalityLagMs(), NANOS_PER_MS);
      case FINALITY_STALENESS -> finalityStaleness(scope);
      case BEHIND, HEAD_LAG -> median(bound.metric(), scope);
      case DATA_AGE -> dataAge(scope);
      case DIVERGED, QUORUM_AGREEMENT, OBSERVERS -> counted(bound.metric(), scope);
      case DRIFT_P50,
          DRIFT_P90,
          DRIFT_P95,
          DRIFT_P99,
          DRIFT_P999,
          ROUND_TRIP_P50,
          ROUND_TRIP_P90,
          ROUND_TRIP_P95,
          ROUND_TRIP_P99,
          ROUND_TRIP_P999,
          REORG_DEPTH,
          L1_ORIGIN_LAG,
          L1_ORIGIN_LAG_MS,
          BATCH_LAG,
          BATCH_LAG_MS ->
          Measured.UNTOLD;
    };
  }

  private static boolean ofNodes(Metric metric) {
    return metric.scopes().contains(Metric.Over.NODE)
        || metric.scopes().contains(Metric.Over.CLUSTER);
  }

  private ChainView view(Scope scope) {
    return step.chain(new ChainId(scope.target()));
  }

  private static Measured plain(OptionalLong value, long unit) {
    return value.isPresent() ? Measured.of(value.getAsLong() * unit) : Measured.UNTOLD;
  }

  private Measured staleness(Scope scope) {
    OptionalLong nanos = view(scope).stalenessNanos();
    return nanos.isPresent() ? Measured.growing(nanos.getAsLong()) : Measured.UNTOLD;
  }

  private Measured age(Scope scope) {
    ChainView view = view(scope);
    return view.headAgeTrusted() && view.headAgeMs().orElse(-1) >= 0
        ? Measured.of(view.headAgeMs().getAsLong() * NANOS_PER_MS)
        : Measured.UNTOLD;
  }

  /** Only while finality is known, which its lag tells. */
  private Measured finalityStaleness(Scope scope) {
    ChainView view = view(scope);
    return view.finalityLagBlocks().isPresent() && view.finalityStalenessNanos().isPresent()
        ? Measured.growing(view.finalityStalenessNanos().getAsLong())
        : Measured.UNTOLD;
  }

  private Measured dataAge(Scope scope) {
    OptionalLong nanos = members(step.plan(), scope).get(0).dataAgeNanos();
    return nanos.isPresent() ? Measured.growing(nanos.getAsLong()) : Measured.UNTOLD;
  }

  /** Members of a scope, with their weights in it; of a chain its voters. */
  private List<NodeView> members(FleetPlan plan, Scope scope) {
    List<NodeView> members = new ArrayList<>();
    for (NodePlan node : plan.nodes()) {
      if (belongs(node, scope)) {
        members.add(step.node(node.id()));
      }
    }
    return members;
  }

  private static boolean belongs(NodePlan node, Scope scope) {
    return switch (scope.over()) {
      case CHAIN -> node.chain().value().equals(scope.target()) && node.weight() > 0;
      case CLUSTER -> node.cluster().equals(scope.target());
      case NODE -> node.id().value().equals(scope.target());
      case FAMILY -> node.family().equals(scope.target());
      case OPERATOR -> node.operator().equals(scope.target());
    };
  }

  private static boolean drained(NodeView node) {
    return node.flags().contains(NodeFlag.DRAINED);
  }

  private static boolean fit(NodeView node) {
    return node.state() == NodeState.IN_SYNC || node.state() == NodeState.LAGGING;
  }

  private static long weight(NodeView node) {
    return Math.max(1, node.weight());
  }

  private Measured counted(Metric metric, Scope scope) {
    long sum = 0;
    long total = 0;
    for (NodeView node : members(step.plan(), scope)) {
      if (!drained(node)) {
        total += weight(node);
        sum += counts(metric, node) ? metric == Metric.OBSERVERS ? 1 : weight(node) : 0;
      }
    }
    if (metric == Metric.OBSERVERS) {
      return Measured.of(sum);
    }
    return total == 0 ? Measured.UNTOLD : new Measured(Measured.Kind.VALUE, sum, total, false);
  }

  private static boolean counts(Metric metric, NodeView node) {
    return switch (metric) {
      case OBSERVERS -> node.behindNanos().isPresent() || node.state() != NodeState.UNKNOWN;
      case QUORUM_AGREEMENT -> node.state() == NodeState.IN_SYNC;
      default -> node.state() == NodeState.DIVERGED || node.state() == NodeState.CORRUPT;
    };
  }

  /** Of those that are not drained; a scope of which nothing is left has no value. */
  private Measured median(Metric metric, Scope scope) {
    List<NodeView> members = new ArrayList<>(members(step.plan(), scope));
    members.removeIf(Meter::drained);
    members.sort(Comparator.comparingLong(node -> valueOf(metric, node)));
    long total = members.stream().mapToLong(Meter::weight).sum();
    long weight = 0;
    for (NodeView node : members) {
      weight += weight(node);
      if (weight * 2 > total) {
        return medianOf(metric, node, scope);
      }
    }
    return Measured.UNTOLD;
  }

  private static Measured medianOf(Metric metric, NodeView node, Scope scope) {
    long value = valueOf(metric, node);
    if (value == Long.MAX_VALUE) {
      return Measured.INFINITE;
    }
    boolean grows =
        metric == Metric.BEHIND
            && value > 0
            && node.transport() == Transport.PUSH
            && scope.over() == Metric.Over.NODE;
    return grows ? Measured.growing(value) : Measured.of(value);
  }

  private static long valueOf(Metric metric, NodeView node) {
    OptionalLong value = metric == Metric.BEHIND ? node.behindNanos() : node.headLagBlocks();
    return fit(node) ? value.orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
  }

  /** Whether a leg has no member that is heard of. */
  boolean nobodyObserves(Scope leg) {
    return step.thorough() && members(step.plan(), leg).stream().noneMatch(Meter::heard);
  }

  private static boolean heard(NodeView node) {
    return node.behindNanos().isPresent()
        || (node.state() != NodeState.UNKNOWN && !drained(node))
        || node.state() == NodeState.CORRUPT;
  }

  /** Whether a leg on one node is on one that is unfit or drained. */
  boolean nodeIsOut(Scope leg) {
    if (!step.thorough() || leg.over() != Metric.Over.NODE) {
      return false;
    }
    NodeView node = members(step.plan(), leg).get(0);
    return !fit(node) || drained(node);
  }
}
