package io.driftgate.core.measure;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.NodePlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A chain's nodes in the plan's order. Each has an index that is its own while it is there; one
 * that is free again is the next to be given out, so that they stay as few as there were nodes.
 */
final class Roster {
  private final List<NodeTracker> nodes = new ArrayList<>();
  private final BitSet indices = new BitSet();
  private final Factory factory;

  /** Makes the tracker of a node. */
  @FunctionalInterface
  interface Factory extends Kept {
    NodeTracker make(NodePlan plan, int index);
  }

  /**
   * Makes an empty roster.
   *
   * @param factory makes the tracker of a node with an index
   */
  Roster(Factory factory) {
    this.factory = factory;
  }

  List<NodeTracker> nodes() {
    return nodes;
  }

  /** One more than the highest index in use. */
  int width() {
    return indices.length();
  }

  /** Whether the plans are others than these nodes', but for their order. */
  boolean differsFrom(List<NodePlan> plans) {
    List<NodePlan> present = nodes.stream().map(NodeTracker::plan).toList();
    return !Set.copyOf(present).equals(Set.copyOf(plans));
  }

  /**
   * Those that stay keep what they were, each under its new plan.
   *
   * @return the nodes that left
   */
  List<NodeTracker> become(List<NodePlan> plans) {
    Map<NodeId, NodeTracker> leaving = byId();
    plans.forEach(plan -> leaving.remove(plan.id()));
    leaving.values().forEach(this::leave);
    reorder(plans);
    return List.copyOf(leaving.values());
  }

  /** Takes over the plans' order. */
  void reorder(List<NodePlan> plans) {
    Map<NodeId, NodeTracker> known = byId();
    nodes.clear();
    for (NodePlan plan : plans) {
      NodeTracker node = known.get(plan.id());
      nodes.add(node == null ? enter(plan) : stay(node, plan));
    }
  }

  private Map<NodeId, NodeTracker> byId() {
    Map<NodeId, NodeTracker> byId = new LinkedHashMap<>();
    nodes.forEach(node -> byId.put(node.plan().id(), node));
    return byId;
  }

  private void leave(NodeTracker node) {
    node.leave();
    indices.clear(node.index());
  }

  private static NodeTracker stay(NodeTracker node, NodePlan plan) {
    if (!node.plan().equals(plan)) {
      node.replan(plan);
    }
    return node;
  }

  private NodeTracker enter(NodePlan plan) {
    int index = indices.nextClearBit(0);
    indices.set(index);
    return factory.make(plan, index);
  }
}
