package io.driftgate.core.measure;

import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Scope;
import io.driftgate.core.view.Percentiles;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/**
 * One chain's histograms of one thing, by scope (semantics §5): 1 µs to 1 h; three significant
 * digits for chains and groups, two for nodes, of which there are many. Chain, family and operator
 * take voting nodes only.
 */
final class DriftHistograms {
  private static final int GROUP_DIGITS = 3;
  private static final int NODE_DIGITS = 2;
  private static final long NANOS_PER_MICRO = 1_000;

  /** All other names are configured; a family is what a node says, as often as it likes. */
  private static final int MAX_FAMILIES = 32;

  private final Map<Scope, Map<String, WindowedHistogram>> byScope = new EnumMap<>(Scope.class);

  DriftHistograms() {
    for (Scope scope : Scope.values()) {
      byScope.put(scope, new HashMap<>());
    }
  }

  /** Records a duration for a node and for every group that it belongs to. */
  void record(NodeTracker node, long durationNanos, long atNanos) {
    long micros = durationNanos / NANOS_PER_MICRO;
    NodePlan plan = node.plan();
    record(Scope.NODE, plan.id().value(), micros, atNanos);
    record(Scope.CLUSTER, plan.cluster(), micros, atNanos);
    if (node.votes()) {
      record(Scope.FAMILY, node.family(), micros, atNanos);
      record(Scope.OPERATOR, plan.operator(), micros, atNanos);
      record(Scope.CHAIN, plan.chain().value(), micros, atNanos);
    }
  }

  private void record(Scope scope, String target, long micros, long atNanos) {
    Map<String, WindowedHistogram> targets = byScope.get(scope);
    boolean full = scope == Scope.FAMILY && targets.size() >= MAX_FAMILIES;
    if (target.isEmpty() || (full && !targets.containsKey(target))) {
      return;
    }
    targets
        .computeIfAbsent(target, name -> new WindowedHistogram(factory(scope)))
        .record(micros, atNanos);
  }

  private static Supplier<Histogram> factory(Scope scope) {
    return scope == Scope.NODE
        ? () -> new PackedHistogram(WindowedHistogram.MAX_MICROS, NODE_DIGITS)
        : () -> new Histogram(WindowedHistogram.MAX_MICROS, GROUP_DIGITS);
  }

  /** Forgets all scopes that no node belongs to any more. */
  void retain(List<NodeTracker> nodes) {
    retain(Scope.NODE, nodes, node -> node.plan().id().value());
    retain(Scope.CLUSTER, nodes, node -> node.plan().cluster());
    retain(Scope.OPERATOR, nodes, node -> node.plan().operator());
    retain(Scope.FAMILY, nodes, NodeTracker::family);
  }

  int scopes() {
    return byScope.values().stream().mapToInt(Map::size).sum();
  }

  private void retain(Scope scope, List<NodeTracker> nodes, Function<NodeTracker, String> name) {
    byScope.get(scope).keySet().retainAll(nodes.stream().map(name).collect(Collectors.toSet()));
  }

  Optional<Histogram> copy(HistogramQuery query, long nowNanos) {
    return Optional.ofNullable(byScope.get(query.scope()).get(query.target()))
        .map(found -> found.copy(query.window(), nowNanos));
  }

  /** A node's values since the start. */
  Percentiles ofNode(NodePlan node) {
    WindowedHistogram found = byScope.get(Scope.NODE).get(node.id().value());
    return found == null ? Percentiles.NONE : found.inShort(NANOS_PER_MICRO);
  }
}
