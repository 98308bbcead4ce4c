package io.driftgate.core.measure;

import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * One chain's histograms of one thing, by scope (semantics §5): 1 µs to 1 h; three significant
 * digits for chains and groups, two for nodes, of which there are many. Chain, family and operator
 * take voting nodes only.
 */
final class DurationHistograms {
  private static final Precision GROUP = new Precision(WindowedHistogram.MAX_MICROS, 3, false);
  private static final Precision NODE = new Precision(WindowedHistogram.MAX_MICROS, 2, true);

  /** All other names are configured; a family is what a node says, as often as it likes. */
  private static final int MAX_FAMILIES = 32;

  private final Precision.Buckets groupBuckets = GROUP.buckets();
  private final Precision.Buckets nodeBuckets = NODE.buckets();
  private final Map<Scope, Map<String, WindowedHistogram>> byScope = new EnumMap<>(Scope.class);
  private final PercentileWindows windows;

  DurationHistograms(PercentileWindows windows) {
    this.windows = windows;
    for (Scope scope : Scope.values()) {
      byScope.put(scope, new HashMap<>());
    }
  }

  Precision.Buckets groupBuckets() {
    return groupBuckets;
  }

  Precision.Buckets nodeBuckets() {
    return nodeBuckets;
  }

  WindowedHistogram ofNode(NodePlan node) {
    return of(Scope.NODE, node.id().value());
  }

  /** Those of all groups that a node of this family belongs to. */
  WindowedHistogram[] groupsOf(NodePlan node, String family, boolean votes) {
    List<WindowedHistogram> groups = new ArrayList<>();
    addTo(groups, Scope.CLUSTER, node.cluster());
    if (votes) {
      Map<String, WindowedHistogram> families = byScope.get(Scope.FAMILY);
      boolean room = families.size() < MAX_FAMILIES || families.containsKey(family);
      addTo(groups, Scope.FAMILY, room ? family : "");
      addTo(groups, Scope.OPERATOR, node.operator());
      addTo(groups, Scope.CHAIN, node.chain().value());
    }
    return groups.toArray(WindowedHistogram[]::new);
  }

  private void addTo(List<WindowedHistogram> groups, Scope scope, String target) {
    if (!target.isEmpty()) {
      groups.add(of(scope, target));
    }
  }

  private WindowedHistogram of(Scope scope, String target) {
    return byScope
        .get(scope)
        .computeIfAbsent(
            target,
            name ->
                scope == Scope.NODE
                    ? new WindowedHistogram(NODE, nodeBuckets)
                    : new WindowedHistogram(GROUP, groupBuckets));
  }

  /** A bound's own window over a scope, made when first asked for. */
  PercentileWindow window(Scope scope, String target, long windowNanos) {
    WindowedHistogram histogram = of(scope, target);
    for (PercentileWindow window : histogram.watchers()) {
      if (window.windowNanos() == windowNanos) {
        return window;
      }
    }
    PercentileWindow made =
        scope == Scope.NODE
            ? windows.ofNode(windowNanos, nodeBuckets)
            : windows.ofGroup(windowNanos, groupBuckets);
    histogram.watch(made);
    return made;
  }

  /** Forgets the scopes that none of these nodes is of. */
  void retain(List<NodeTracker> nodes) {
    retain(Scope.NODE, nodes, node -> node.plan().id().value());
    retain(Scope.CLUSTER, nodes, node -> node.plan().cluster());
    retain(Scope.OPERATOR, nodes, node -> node.plan().operator());
    retain(Scope.FAMILY, nodes, NodeTracker::family);
  }

  private void retain(Scope scope, List<NodeTracker> nodes, Function<NodeTracker, String> name) {
    Set<String> names = nodes.stream().map(name).collect(Collectors.toSet());
    Map<String, WindowedHistogram> targets = byScope.get(scope);
    targets.forEach(
        (target, histogram) -> {
          if (!names.contains(target)) {
            histogram.endWindows(window -> true);
          }
        });
    targets.keySet().retainAll(names);
  }

  /** Ends bounds' windows. */
  void endWindows(Predicate<PercentileWindow> which) {
    byScope.values().forEach(scope -> scope.values().forEach(h -> h.endWindows(which)));
  }

  /** Scopes for which something is kept. */
  int scopes() {
    return byScope.values().stream().mapToInt(Map::size).sum();
  }

  /** A copy; empty for a scope that has recorded nothing. */
  Optional<Histogram> copy(HistogramQuery query, long nowNanos) {
    return Optional.ofNullable(byScope.get(query.scope()).get(query.target()))
        .filter(found -> !found.isEmpty())
        .map(found -> found.copy(query.window(), nowNanos));
  }
}
