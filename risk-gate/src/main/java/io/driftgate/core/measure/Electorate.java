package io.driftgate.core.measure;

import io.driftgate.core.plan.ChainPlan;
import java.util.List;

/** Who has a say on a chain at the moment, and how much of one: its voters but for the drained. */
final class Electorate {
  private static final int DEFAULT_MAX_LEAD_BLOCKS = 3;

  private List<NodeTracker> voters = List.of();
  private long weight;
  private long maxLeadBlocks;
  private int observers;

  /** Counts all anew. */
  void assemble(ChainPlan plan, List<NodeTracker> nodes) {
    voters = nodes.stream().filter(NodeTracker::votes).toList();
    weight = voters.stream().mapToLong(node -> node.plan().weight()).sum();
    observers = (int) voters.stream().filter(NodeTracker::alive).count();
    maxLeadBlocks = maxLeadBlocks(plan);
  }

  /** Three, or as many as arrive in the slowest voter's interval + timeout (semantics §4). */
  private long maxLeadBlocks(ChainPlan plan) {
    long slowest = voters.stream().mapToLong(node -> node.plan().errorBarNanos()).max().orElse(0);
    long arriving = (slowest + plan.blockTimeNanos() - 1) / plan.blockTimeNanos();
    return Math.max(DEFAULT_MAX_LEAD_BLOCKS, arriving);
  }

  /** A voter came to life, or fell silent. */
  void observed(boolean alive) {
    observers += alive ? 1 : -1;
  }

  /** Whether so many voters are left when one more node is drained. */
  boolean canSpare(NodeTracker node, int needed) {
    return node.plan().weight() == 0
        || voters.stream().filter(voter -> voter != node).count() >= needed;
  }

  List<NodeTracker> voters() {
    return voters;
  }

  /** Sum of the weights configured. */
  long weight() {
    return weight;
  }

  /** Voters not UNKNOWN. */
  int observers() {
    return observers;
  }

  long maxLeadBlocks() {
    return maxLeadBlocks;
  }
}
