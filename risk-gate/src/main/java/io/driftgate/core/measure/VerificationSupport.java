package io.driftgate.core.measure;

import io.driftgate.core.plan.QuorumPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a chain's hashes can be reproduced here (semantics §2): not, once a quorum names the one
 * hash that cannot be. Then it is our knowledge that is old, and nobody is to blame.
 */
final class VerificationSupport {
  private final QuorumPlan quorum;
  private final long configuredWeight;
  private boolean unsupported;

  VerificationSupport(QuorumPlan quorum, long configuredWeight) {
    this.quorum = quorum;
    this.configuredWeight = configuredWeight;
  }

  boolean unsupported() {
    return unsupported;
  }

  /** Looks at a head that cannot be reproduced; returns whether the lack begins with it. */
  boolean beginsWith(Block head, List<NodeTracker> voters) {
    if (unsupported || !isNamedByQuorum(head, voters)) {
      return false;
    }
    unsupported = true;
    return true;
  }

  private boolean isNamedByQuorum(Block head, List<NodeTracker> voters) {
    long weight = 0;
    int nodes = 0;
    Set<String> families = new HashSet<>();
    Set<String> operators = new HashSet<>();
    for (NodeTracker voter : voters) {
      if (voter.headBlock() == head && voter.namesDoubtedHead()) {
        weight += voter.plan().weight();
        nodes++;
        families.add(voter.family());
        operators.add(voter.operator());
      }
    }
    return nodes >= quorum.minNodes()
        && quorum.fraction().reachedBy(weight, configuredWeight)
        && QuorumWalk.namesReach(quorum.families(), families)
        && QuorumWalk.namesReach(quorum.operators(), operators);
  }

  /** The reference rose to a block: the lack ends with one that was verified, and never doubted. */
  void rose(Block reference) {
    if (unsupported && reference.isVerified()) {
      unsupported = false;
    }
  }
}
