package io.driftgate.core.measure;

import io.driftgate.core.plan.QuorumPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the reference and the leading head (semantics §3): from the highest shown head downwards,
 * each block gathers the weight of the heads above it, until one has quorum.
 *
 * <p>Costs one step a height between the highest head and the reference, not a step a node.
 */
final class QuorumWalk {
  private static final int CORROBORATION = 2;

  private final QuorumPlan quorum;
  private final long configuredWeight;
  private final List<Front> fronts = new ArrayList<>();
  private Block reference;
  private Block corroborated;
  private long corroboratedWeight;

  /** A block that the walk has come down to, with all that stands above it. */
  private static final class Front {
    private Block block;
    private long weight;
    private int voters;
    private final List<Block> heads = new ArrayList<>(2);

    Front(Block head) {
      block = head;
      weight = head.headWeight();
      voters = head.headVoters();
      heads.add(head);
    }

    void absorb(Front other) {
      weight += other.weight;
      voters += other.voters;
      heads.addAll(other.heads);
    }
  }

  QuorumWalk(QuorumPlan quorum, long configuredWeight) {
    this.quorum = quorum;
    this.configuredWeight = configuredWeight;
  }

  /**
   * Walks.
   *
   * @param heads each block that is a vouching voter's head, once
   * @param voters the chain's voting nodes
   */
  void run(List<Block> heads, List<NodeTracker> voters) {
    fronts.clear();
    reference = null;
    corroborated = null;
    for (int i = 0; i < heads.size(); i++) {
      enter(new Front(heads.get(i)));
    }
    while (!fronts.isEmpty() && !isDone()) {
      long height = highest();
      judge(height, voters);
      if (!isDone()) {
        stepDown(height);
      }
    }
  }

  /** Where one voter is a quorum, others may corroborate only further down. */
  private boolean isDone() {
    return reference != null && (corroborated != null || voters() < CORROBORATION);
  }

  private int voters() {
    int voters = 0;
    for (int i = 0; i < fronts.size(); i++) {
      voters += fronts.get(i).voters;
    }
    return voters;
  }

  /** Null with NO_QUORUM. */
  Block reference() {
    return reference;
  }

  /** The highest block that two voting nodes vouch for; null if there is none. */
  Block corroborated() {
    return corroborated;
  }

  private long highest() {
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < fronts.size(); i++) {
      highest = Math.max(highest, fronts.get(i).block.height());
    }
    return highest;
  }

  private void judge(long height, List<NodeTracker> voters) {
    for (int i = 0; i < fronts.size(); i++) {
      Front front = fronts.get(i);
      if (front.block.height() == height) {
        considerLeading(front);
        if (reference == null && hasQuorum(front, voters)) {
          reference = front.block;
        }
      }
    }
  }

  private void considerLeading(Front front) {
    if (front.voters >= CORROBORATION && (corroborated == null || outranks(front))) {
      corroborated = front.block;
      corroboratedWeight = front.weight;
    }
  }

  /** Among equals in height: more weight, then the lower hash. */
  private boolean outranks(Front front) {
    if (front.block.height() != corroborated.height()) {
      return false;
    }
    return front.weight != corroboratedWeight
        ? front.weight > corroboratedWeight
        : front.block.hash().compareTo(corroborated.hash()) < 0;
  }

  private boolean hasQuorum(Front front, List<NodeTracker> voters) {
    return front.voters >= quorum.minNodes()
        && quorum.fraction().reachedBy(front.weight, configuredWeight)
        && (quorum.families() <= 1
            || namesReach(quorum.families(), names(front, voters, NodeTracker::family)))
        && (quorum.operators() <= 1
            || namesReach(quorum.operators(), names(front, voters, NodeTracker::operator)));
  }

  /** Whether there are so many distinct names; the empty one is nobody's. */
  static boolean namesReach(int wanted, Set<String> names) {
    return wanted <= 1 || names.size() - (names.contains("") ? 1 : 0) >= wanted;
  }

  private static Set<String> names(
      Front front, List<NodeTracker> voters, Function<NodeTracker, String> name) {
    Set<String> names = new HashSet<>();
    for (NodeTracker voter : voters) {
      if (voter.vouches() && front.heads.contains(voter.headBlock())) {
        names.add(name.apply(voter));
      }
    }
    return names;
  }

  private void stepDown(long height) {
    List<Front> moving = new ArrayList<>(2);
    for (int i = fronts.size() - 1; i >= 0; i--) {
      if (fronts.get(i).block.height() == height) {
        moving.add(fronts.remove(i));
      }
    }
    for (Front front : moving) {
      front.block = front.block.parent();
      if (front.block != null) {
        enter(front);
      }
    }
  }

  private void enter(Front arriving) {
    for (int i = 0; i < fronts.size(); i++) {
      if (fronts.get(i).block == arriving.block) {
        fronts.get(i).absorb(arriving);
        return;
      }
    }
    fronts.add(arriving);
  }
}
