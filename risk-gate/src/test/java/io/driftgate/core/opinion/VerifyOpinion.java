package io.driftgate.core.opinion;

import io.driftgate.core.fact.Verification;
import io.driftgate.core.opinion.Corruption.Why;
import java.util.List;
import java.util.function.Predicate;

/** Whether a quorum names hashes that cannot be reproduced (definitions, Node states). */
final class VerifyOpinion {
  private final List<NodeOpinion> nodes;
  private boolean unsupported;
  private int risesSeen;

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
      Showing head = node.shownHead(nowNanos);
      if (head != null && quorum.isSatisfiedBy(unverifiedOn(head.block(), nowNanos))) {
        return true;
      }
    }
    return false;
  }

  private long unverifiedOn(Block block, long nowNanos) {
    long mask = 0;
    for (NodeOpinion node : nodes) {
      Showing head = node.shownHead(nowNanos);
      boolean counts =
          head != null
              && head.block() == block
              && head.isDoubted()
              && node.vouchesIfNotCorrupt(nowNanos)
              && (!node.corruption.isCorrupt() || node.corruption.isByMismatchOnly());
      mask |= counts ? Quorum.bit(node.history) : 0;
    }
    return mask;
  }

  /** It ends where a block becomes reference that some node showed verified, and none doubted. */
  void ends(ReferenceOpinion reference) {
    boolean rose = reference.rises.size() > risesSeen;
    risesSeen = reference.rises.size();
    if (rose) {
      Block block = reference.newestRise().block();
      unsupported &=
          !isShown(block, VerifyOpinion::isVerified) || isShown(block, Showing::isDoubted);
    }
  }

  private static boolean isVerified(Showing showing) {
    return showing.fact().verification() == Verification.VERIFIED;
  }

  private boolean isShown(Block block, Predicate<Showing> how) {
    return nodes.stream()
        .flatMap(node -> node.history.showings.stream())
        .anyMatch(showing -> showing.block() == block && how.test(showing));
  }

  boolean flags(NodeOpinion node, long nowNanos) {
    Showing head = node.shownHead(nowNanos);
    return head != null && (head.hasUnknownFields() || (unsupported && head.mismatches()));
  }
}
