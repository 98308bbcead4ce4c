package io.driftgate.core.opinion;

import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All that must not change between two deadlines of the core. */
record Face(List<OfChain> chains, List<OfNode> nodes, List<Long> versions) {
  /** A chain's. */
  record OfChain(Block reference, Block leading, Set<ChainCondition> conditions) {}

  /** A node's; JITTER ends by itself, and nothing follows from it. */
  record OfNode(NodeId id, NodeState state, Block head, Set<NodeFlag> flags) {}

  String differenceTo(Face after) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < chains.size(); i++) {
      append(text, chains.get(i), after.chains.get(i));
    }
    for (int i = 0; i < nodes.size(); i++) {
      append(text, nodes.get(i), after.nodes.get(i));
    }
    append(text, versions, after.versions);
    return text.toString();
  }

  private static void append(StringBuilder text, Object before, Object after) {
    if (!before.equals(after)) {
      text.append("\n  ").append(before).append(" becomes ").append(after);
    }
  }

  static Face of(FleetOpinion fleet) {
    List<OfChain> chains = new ArrayList<>();
    List<OfNode> nodes = new ArrayList<>();
    List<Long> versions = new ArrayList<>();
    for (ChainOpinion chain : fleet.chains.values()) {
      chains.add(new OfChain(chain.reference.current, chain.leading, chain.conditions()));
      for (NodeOpinion node : chain.nodes) {
        Set<NodeFlag> flags = node.flags(fleet.nowNanos());
        flags.remove(NodeFlag.JITTER);
        nodes.add(new OfNode(node.history.plan.id(), node.state, node.head, flags));
      }
    }
    fleet.markets.forEach(market -> versions.add(market.version() + market.pages.size()));
    fleet.shadows.forEach(shadow -> versions.add(shadow.version()));
    return new Face(chains, nodes, versions);
  }
}
