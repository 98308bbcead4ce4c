package io.driftgate.core.opinion;

import io.driftgate.core.plan.QuorumPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The quorum rule (semantics §3) over sets of nodes, written as bits by index. */
final class Quorum {
  private final QuorumPlan plan;
  private final List<NodeHistory> nodes;
  private final long voters;
  private final long configured;

  Quorum(QuorumPlan plan, List<NodeHistory> nodes, long nowNanos) {
    this.plan = plan;
    this.nodes = nodes;
    long mask = 0;
    for (NodeHistory node : nodes) {
      mask |= node.isVoter(nowNanos) ? bit(node) : 0;
    }
    voters = mask;
    configured = weight(mask);
  }

  static long bit(NodeHistory node) {
    return 1L << node.index;
  }

  long voters() {
    return voters;
  }

  /** Of all voters that are not drained. */
  long configuredWeight() {
    return configured;
  }

  long weight(long mask) {
    long weight = 0;
    for (NodeHistory node : nodes) {
      weight += (mask & bit(node)) == 0 ? 0 : node.plan.weight();
    }
    return weight;
  }

  /** Names that are not known are nobody's. */
  boolean isSatisfiedBy(long mask) {
    return counts(mask) && hasNames(mask);
  }

  /** As many families and operators as a quorum takes. */
  boolean hasNames(long mask) {
    return (plan.families() <= 1 || names(mask, NodeHistory::family, false) >= plan.families())
        && (plan.operators() <= 1
            || names(mask, node -> node.plan.operator(), false) >= plan.operators());
  }

  /** Names that are not known may still turn out to be of another each. */
  boolean couldBeSatisfiedBy(long mask) {
    return counts(mask)
        && names(mask, NodeHistory::family, true) >= plan.families()
        && names(mask, node -> node.plan.operator(), true) >= plan.operators();
  }

  private boolean counts(long mask) {
    long in = mask & voters;
    return configured > 0
        && Long.bitCount(in) >= plan.minNodes()
        && plan.fraction().reachedBy(weight(in), configured);
  }

  private int names(long mask, Function<NodeHistory, String> name, boolean unknownCount) {
    Set<String> known = new HashSet<>();
    int unknown = 0;
    for (NodeHistory node : nodes) {
      if ((mask & voters & bit(node)) != 0) {
        String of = name.apply(node);
        unknown += of.isEmpty() ? 1 : 0;
        known.add(of);
      }
    }
    known.remove("");
    return known.size() + (unknownCount ? unknown : 0);
  }

  /** More than {@code 1 - fraction} of the configured weight. */
  boolean canBlock(long mask) {
    return isMoreThanSpare(weight(mask & voters));
  }

  /** Whether without so much weight there would be no quorum. */
  boolean isMoreThanSpare(long weight) {
    return !plan.fraction().reachedBy(Math.max(0, configured - weight), configured);
  }
}
