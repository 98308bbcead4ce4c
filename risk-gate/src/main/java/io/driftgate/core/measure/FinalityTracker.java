package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.plan.QuorumPlan;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The highest block that a quorum has reported as finalized (semantics §5). What a quorum once
 * reported stays reported; a node that vouches for nothing is part of none.
 */
final class FinalityTracker {
  private QuorumPlan quorum;
  private long configuredWeight;
  private BlockRef finalized = BlockRef.NONE;
  private long timestampMs = -1;
  private long roseNanos = Deadlines.NEVER;

  FinalityTracker(QuorumPlan quorum, long configuredWeight) {
    this.quorum = quorum;
    this.configuredWeight = configuredWeight;
  }

  /** What it takes has changed; what was finalized stays so. */
  void replan(QuorumPlan newQuorum, long newConfiguredWeight) {
    quorum = newQuorum;
    configuredWeight = newConfiguredWeight;
  }

  /** Looks again after a voter reported more, or came to count; returns whether it rose. */
  boolean update(List<NodeTracker> voters, long nowNanos) {
    long weight = 0;
    int nodes = 0;
    Set<String> families = new HashSet<>();
    Set<String> operators = new HashSet<>();
    for (NodeTracker voter : highestFirst(voters)) {
      weight += voter.plan().weight();
      nodes++;
      families.add(voter.family());
      operators.add(voter.operator());
      if (nodes >= quorum.minNodes()
          && quorum.fraction().reachedBy(weight, configuredWeight)
          && QuorumWalk.namesReach(quorum.families(), families)
          && QuorumWalk.namesReach(quorum.operators(), operators)) {
        return riseTo(voter, nowNanos);
      }
    }
    return false;
  }

  private static List<NodeTracker> highestFirst(List<NodeTracker> voters) {
    return voters.stream()
        .filter(voter -> voter.vouches() && voter.finalized().isPresent())
        .sorted(
            Comparator.comparingLong((NodeTracker voter) -> voter.finalized().height()).reversed())
        .toList();
  }

  private boolean riseTo(NodeTracker voter, long nowNanos) {
    if (voter.finalized().height() <= finalized.height()) {
      return false;
    }
    finalized = voter.finalized();
    timestampMs = voter.finalizedTimestampMs();
    roseNanos = nowNanos;
    return true;
  }

  /** {@link BlockRef#NONE} before a quorum has reported any. */
  BlockRef finalized() {
    return finalized;
  }

  /** Its own timestamp, Unix milliseconds; -1 when no node said. */
  long timestampMs() {
    return timestampMs;
  }

  /** {@link Deadlines#NEVER} before the first. */
  long roseNanos() {
    return roseNanos;
  }
}
