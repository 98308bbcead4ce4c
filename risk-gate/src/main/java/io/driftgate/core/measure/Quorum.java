package io.driftgate.core.measure;

import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The quorum rule of one chain over its voters (semantics §3); whoever asks shares it. */
final class Quorum {
  private QuorumPlan plan;
  private List<NodeTracker> voters;
  private long configuredWeight;
  private Ratio rest;
  private int observers;

  Quorum(QuorumPlan plan, List<NodeTracker> voters) {
    define(plan, voters);
  }

  /** From now on the rule is this one, over these voters. */
  void define(QuorumPlan newPlan, List<NodeTracker> newVoters) {
    plan = newPlan;
    voters = newVoters;
    rest = new Ratio(plan.fraction().den() - plan.fraction().num(), plan.fraction().den());
    observers = (int) newVoters.stream().filter(NodeTracker::alive).count();
    configuredWeight = newVoters.stream().mapToLong(voter -> voter.plan().weight()).sum();
  }

  /** A voter came to life, or fell silent. */
  void observed(boolean alive) {
    observers += alive ? 1 : -1;
  }

  /** Voters not UNKNOWN. */
  int observers() {
    return observers;
  }

  List<NodeTracker> voters() {
    return voters;
  }

  /** Sum of the voters' weights, whether they answer or not. */
  long configuredWeight() {
    return configuredWeight;
  }

  /** Whether so many voters as are needed are left without one node. */
  boolean canSpare(NodeTracker node) {
    long left = voters.stream().filter(voter -> voter != node).count();
    return node.plan().weight() == 0 || left >= plan.minNodes();
  }

  /** Whether a weight is so much that what is left of the configured one is no quorum. */
  boolean isDeniedBy(long weight) {
    return rest.comparedBy(weight, configuredWeight) > 0;
  }

  /** The part of the rule that needs no names. */
  boolean weighs(long weight, int nodes) {
    return nodes >= plan.minNodes() && plan.fraction().reachedBy(weight, configuredWeight);
  }

  /** Whether the rule asks for more than weight and number. */
  boolean asksForNames() {
    return plan.families() > 1 || plan.operators() > 1;
  }

  /** Families and operators that are not known are nobody's. */
  boolean reachedBy(Tally tally) {
    return weighs(tally.weight(), tally.voters())
        && (!asksForNames() || namesReachedBy(tally.members()));
  }

  /** The voters of whom something is true. */
  NodeSet votersWho(Predicate<NodeTracker> is) {
    int width = 0;
    for (NodeTracker voter : voters) {
      width = Math.max(width, voter.index() + 1);
    }
    NodeSet members = new NodeSet(width);
    for (NodeTracker voter : voters) {
      if (is.test(voter)) {
        members.add(voter.index());
      }
    }
    return members;
  }

  boolean reachedBy(NodeSet members) {
    return weighs(weightOf(members), members.size())
        && (!asksForNames() || namesReachedBy(members));
  }

  long weightOf(NodeSet members) {
    long weight = 0;
    for (int i = 0; i < voters.size(); i++) {
      if (members.contains(voters.get(i).index())) {
        weight += voters.get(i).plan().weight();
      }
    }
    return weight;
  }

  /** Whether these voters' families and operators are as many as the rule wants. */
  boolean namesReachedBy(NodeSet members) {
    return enough(plan.families(), names(members, NodeTracker::family))
        && enough(plan.operators(), names(members, NodeTracker::operator));
  }

  private static boolean enough(int wanted, Set<String> names) {
    return wanted <= 1 || names.size() - (names.contains("") ? 1 : 0) >= wanted;
  }

  private Set<String> names(NodeSet members, Function<NodeTracker, String> name) {
    Set<String> names = new HashSet<>();
    for (NodeTracker voter : voters) {
      if (members.contains(voter.index())) {
        names.add(name.apply(voter));
      }
    }
    return names;
  }

  /**
   * Whether all voters but these could satisfy the rule: whoever is silent or not known may still
   * come to, and an unknown family may turn out to be one of its own.
   */
  boolean withinReachWithout(NodeSet against) {
    long weight = 0;
    int nodes = 0;
    for (int i = 0; i < voters.size(); i++) {
      if (!against.contains(voters.get(i).index())) {
        weight += voters.get(i).plan().weight();
        nodes++;
      }
    }
    return weighs(weight, nodes)
        && possible(against, NodeTracker::family) >= plan.families()
        && possible(against, NodeTracker::operator) >= plan.operators();
  }

  private int possible(NodeSet against, Function<NodeTracker, String> name) {
    Set<String> known = new HashSet<>();
    int unknown = 0;
    for (NodeTracker voter : voters) {
      String named = name.apply(voter);
      if (against.contains(voter.index())) {
        continue;
      }
      if (named.isEmpty()) {
        unknown++;
      } else {
        known.add(named);
      }
    }
    return known.size() + unknown;
  }
}
