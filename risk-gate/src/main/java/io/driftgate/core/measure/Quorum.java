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

  /** The voters' weights by index, 0 for those who have no vote. */
  private long[] weights = {};

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
    weights = new long[newVoters.stream().mapToInt(voter -> voter.index() + 1).max().orElse(0)];
    newVoters.forEach(voter -> weights[voter.index()] = voter.plan().weight());
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
    NodeSet members = new NodeSet(weights.length);
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
    for (int i = 0; i < weights.length; i++) {
      weight += members.contains(i) ? weights[i] : 0;
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
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0 && !against.contains(i)) {
        weight += weights[i];
        nodes++;
      }
    }
    return weighs(weight, nodes)
        && isPossible(plan.families(), against, NodeTracker::family)
        && isPossible(plan.operators(), against, NodeTracker::operator);
  }

  private boolean isPossible(int wanted, NodeSet against, Function<NodeTracker, String> name) {
    Set<String> known = new HashSet<>();
    int unknown = 0;
    for (int i = 0; i < voters.size() && known.size() + unknown < wanted; i++) {
      String named = name.apply(voters.get(i));
      if (against.contains(voters.get(i).index())) {
        continue;
      }
      if (named.isEmpty()) {
        unknown++;
      } else {
        known.add(named);
      }
    }
    return known.size() + unknown >= wanted;
  }
}
