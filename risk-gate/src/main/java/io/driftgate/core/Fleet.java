package io.driftgate.core;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.Herald;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.measure.WallClock;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All chains and nodes that are watched, by id, in the plan's order. */
final class Fleet {
  private final Deadlines deadlines;
  private final WallClock wall;
  private final Herald herald;
  private final Map<ChainId, ChainTracker> chains = new LinkedHashMap<>();
  private final Map<NodeId, NodeTracker> nodes = new LinkedHashMap<>();

  Fleet(FleetPlan plan, Deadlines deadlines, WallClock wall, Herald herald) {
    this.deadlines = deadlines;
    this.wall = wall;
    this.herald = herald;
    replan(plan);
  }

  Map<ChainId, ChainTracker> chains() {
    return chains;
  }

  Map<NodeId, NodeTracker> nodes() {
    return nodes;
  }

  /**
   * Becomes what a plan that keeps all rules says; what is equal in both plans keeps everything.
   *
   * @return the chains that are new, are gone, or whose plan or nodes are others
   */
  Set<ChainId> replan(FleetPlan plan) {
    Map<ChainId, ChainTracker> before = new LinkedHashMap<>(chains);
    Set<ChainId> changed = new LinkedHashSet<>();
    chains.clear();
    for (ChainPlan chain : plan.chains()) {
      enter(chain, nodesOf(plan, chain), before.remove(chain.id()), changed);
    }
    before.values().forEach(ChainTracker::leave);
    changed.addAll(before.keySet());
    listNodes(plan);
    return changed;
  }

  private void enter(
      ChainPlan chain, List<NodePlan> members, ChainTracker known, Set<ChainId> changed) {
    if (known == null) {
      chains.put(chain.id(), new ChainTracker(chain, members, deadlines, wall, herald));
      changed.add(chain.id());
      return;
    }
    chains.put(chain.id(), known);
    if (known.replan(chain, members)) {
      changed.add(chain.id());
    }
  }

  private static List<NodePlan> nodesOf(FleetPlan plan, ChainPlan chain) {
    return plan.nodes().stream().filter(node -> node.chain().equals(chain.id())).toList();
  }

  private void listNodes(FleetPlan plan) {
    nodes.clear();
    plan.nodes().forEach(node -> nodes.put(node.id(), null));
    chains.values().forEach(c -> c.nodes().forEach(node -> nodes.put(node.plan().id(), node)));
  }
}
