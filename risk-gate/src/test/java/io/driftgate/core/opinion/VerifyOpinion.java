package io.driftgate.core.opinion;

import io.driftgate.core.fact.Verification;
import io.driftgate.core.opinion.Corruption.Why;
import java.util.List;

/** Whether a quorum names hashes that cannot be reproduced (definitions, Node states). */
final class VerifyOpinion {
  private final List<NodeOpinion> nodes;
  private boolean unsupported;
  private Block lastReference;

  VerifyOpinion(List<NodeOpinion> nodes) {
    this.nodes = nodes;
  }

  boolean isUnsupported() {
    return unsupported;
  }

  /** Says whether it begins now; then mismatches are forgiven. */
  boolean begins(Quorum quorum, long nowNanos) {
    if (unsupported || !quorumIsUnverified(quorum, nowNanos)) {
      return false;
    }
    unsupported = true;
    nodes.forEach(node -> node.corruption.forgive(Why.MISMATCH));
    return true;
  }

  private boolean quorumIsUnverified(Quorum quorum, long nowNanos) {
    for (NodeOpinion node : nodes) {
      Showing newest = node.history.newest();
      if (newest != null && quorum.isSatisfiedBy(unverifiedOn(newest.block(), nowNanos))) {
        return true;
      }
    }
    return false;
  }

  private long unverifiedOn(Block block, long nowNanos) {
    long mask = 0;
    for (NodeOpinion node : nodes) {
      Showing newest = node.history.newest();
      boolean counts =
          newest != null
              && newest.block() == block
              && (newest.mismatches() || newest.hasUnknownFields())
              && node.vouchesIfNotCorrupt(nowNanos)
              && (!node.corruption.isCorrupt() || node.corruption.isByMismatchOnly());
      mask |= counts ? Quorum.bit(node.history) : 0;
    }
    return mask;
  }

  /** It ends with a new reference that all who showed it verified. */
  void ends(Block reference) {
    boolean becomes = reference != null && reference != lastReference;
    lastReference = reference;
    if (becomes && nodes.stream().allMatch(node -> verified(node, reference))) {
      unsupported = false;
    }
  }

  private static boolean verified(NodeOpinion node, Block block) {
    Showing showing = node.history.newestOf(block);
    return showing == null || showing.fact().verification() == Verification.VERIFIED;
  }

  boolean flags(NodeOpinion node) {
    Showing newest = node.history.newest();
    return newest != null && (newest.hasUnknownFields() || (unsupported && newest.mismatches()));
  }
}
