package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finalized blocks that voters have reported and their heads are not known to stand on: a voter
 * vouches for these beside its head (semantics §3). There are none while links are known, so what
 * is done about them may be slow; at most {@value FinalizedReports#REMEMBERED} a voter.
 */
final class Detached {
  private final Ancestry ancestry;
  private final Map<NodeTracker, List<Block>> byVoter = new LinkedHashMap<>();
  private long top = -1;
  private boolean calm;
  private boolean moved;

  Detached(Ancestry ancestry) {
    this.ancestry = ancestry;
  }

  /** A voter reported a block that it had not; an older report may be forgotten for it. */
  void reported(NodeTracker voter, BlockRef ref) {
    if (byVoter.containsKey(voter) || !ancestry.onChainOf(voter.headBlock(), ref)) {
      lookAt(voter);
    }
  }

  /** A voter's head moved, and is not known to stand on the one before. */
  void headJumped(NodeTracker voter) {
    if (!byVoter.isEmpty() || voter.finalizedReports().size() > 0) {
      lookAt(voter);
    }
  }

  /** A voter's head rose from below some detached blocks: it may stand on its own now. */
  void headPassed(NodeTracker voter) {
    calm = false;
    if (byVoter.containsKey(voter)) {
      lookAt(voter);
    }
  }

  /** Looks for a voter's detached blocks anew. */
  void lookAt(NodeTracker voter) {
    calm = false;
    List<Block> before = of(voter);
    byVoter.remove(voter);
    List<Block> blocks = found(voter);
    if (!blocks.equals(before)) {
      moved = true;
      voter.chain().touch(voter);
    }
    blocks.forEach(Block::keep);
    before.forEach(ancestry::release);
    if (!blocks.isEmpty()) {
      byVoter.put(voter, blocks);
    }
    setTop();
  }

  private void setTop() {
    top = -1;
    byVoter.values().forEach(b -> b.forEach(block -> top = Math.max(top, block.height())));
  }

  private List<Block> found(NodeTracker voter) {
    List<Block> blocks = new ArrayList<>();
    FinalizedReports reports = voter.finalizedReports();
    long lowest = ancestry.lowestHeight();
    Block common = ancestry.onReference(voter.headBlock());
    for (int i = 0; i < reports.size(); i++) {
      boolean idle = reports.height(i) < lowest || ancestry.isBelow(reports.get(i), common);
      Block meant = idle ? null : ancestry.meant(reports.get(i), voter);
      if (meant != null && !ancestry.stands(voter.headBlock(), meant)) {
        blocks.add(meant);
      }
    }
    return blocks;
  }

  /** These are the voters now. */
  void retain(List<NodeTracker> voters) {
    for (NodeTracker known : List.copyOf(byVoter.keySet())) {
      if (!voters.contains(known)) {
        byVoter.remove(known).forEach(ancestry::release);
        moved = true;
      }
    }
    voters.forEach(this::lookAt);
  }

  /** What was known of links or voters is no longer all. */
  void disturbed() {
    calm = false;
  }

  /** Whether any may be others than when this was last asked. */
  boolean takeMoved() {
    boolean was = moved;
    moved = false;
    return was;
  }

  /** Looks at all anew who had any. */
  void refresh() {
    if (!byVoter.isEmpty()) {
      List.copyOf(byVoter.keySet()).forEach(this::lookAt);
    }
  }

  /** All of a voter's; most have none. */
  List<Block> of(NodeTracker voter) {
    return byVoter.isEmpty() ? List.of() : byVoter.getOrDefault(voter, List.of());
  }

  /** The height of the highest; -1 for none. */
  long top() {
    return top;
  }

  /** Nobody vouches for anything that conflicts, and nothing that could change that has come. */
  void calmed() {
    calm = true;
  }

  /**
   * Whether none can conflict with anything: since it was looked for, heads only rose from where
   * they stood, and that adds blocks that only heads stand for.
   */
  boolean isCalm() {
    return calm || byVoter.isEmpty();
  }
}
