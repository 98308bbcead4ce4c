package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import java.util.ArrayList;
import java.util.List;

/** Who vouches for which block at one instant (definitions, Vouching). */
final class Vouching {
  private final long[] byBlock;
  private final List<Block> vouched = new ArrayList<>();
  private final BlockBook book;
  private final Quorum quorum;
  private final List<NodeOpinion> nodes;
  private final long nowNanos;
  private long vouching;

  Vouching(BlockBook book, Quorum quorum, List<NodeOpinion> nodes, long nowNanos) {
    this.book = book;
    this.quorum = quorum;
    this.nodes = nodes;
    this.nowNanos = nowNanos;
    byBlock = new long[book.blocks.size()];
    for (NodeOpinion node : nodes) {
      if (node.vouches(nowNanos) && node.history.isVoter(nowNanos)) {
        vouching |= Quorum.bit(node.history);
        vouchForAll(node);
      }
    }
    for (Block block : book.blocks) {
      if (byBlock[block.index] != 0) {
        vouched.add(block);
      }
    }
  }

  private void vouchForAll(NodeOpinion node) {
    long bit = Quorum.bit(node.history);
    mark(node.head(nowNanos), bit);
    for (BlockRef report : node.history.vouchedReports()) {
      mark(node.reported(report, book, nowNanos), bit);
    }
  }

  private void mark(Block head, long bit) {
    for (Block at = head; at != null && (byBlock[at.index] & bit) == 0; at = at.parent) {
      byBlock[at.index] |= bit;
    }
  }

  long by(Block block) {
    return byBlock[block.index];
  }

  /** How many blocks are known. */
  int size() {
    return byBlock.length;
  }

  /** All voters that vouch for anything. */
  long vouching() {
    return vouching;
  }

  /** Blocks that some voter vouches for. */
  List<Block> vouched() {
    return vouched;
  }

  /** The highest block with quorum, or null. */
  Block reference() {
    Block best = null;
    for (Block block : vouched) {
      if ((best == null || leadsBefore(block, best)) && quorum.isSatisfiedBy(by(block))) {
        best = block;
      }
    }
    return best;
  }

  /** The highest corroborated block, or what leads alone; null for none. */
  Block leading(Block referenceTip, int observers, Suspicion suspicion) {
    Block best = null;
    for (Block block : vouched) {
      boolean leads = Long.bitCount(by(block)) >= 2;
      leads |= observers <= 2 && leadsAlone(block, referenceTip, suspicion);
      if (leads && (best == null || leadsBefore(block, best))) {
        best = block;
      }
    }
    return best;
  }

  private boolean leadsAlone(Block block, Block referenceTip, Suspicion suspicion) {
    return referenceTip != null
        && Block.common(block, referenceTip) != null
        && (block.isUnder(referenceTip) || suspicion.isInReach(block, referenceTip))
        && nodes.stream().anyMatch(node -> shows(node, block) && node.isUndoubted(nowNanos));
  }

  /** Whether its head is, or stands on, a block: reports of finalized ones lead nobody. */
  private boolean shows(NodeOpinion node, Block block) {
    return (vouching & bit(node)) != 0 && block.isUnder(node.head(nowNanos));
  }

  private static long bit(NodeOpinion node) {
    return Quorum.bit(node.history);
  }

  private boolean leadsBefore(Block one, Block best) {
    if (one.height() != best.height()) {
      return one.height() > best.height();
    }
    long weight = quorum.weight(by(one));
    long bestWeight = quorum.weight(by(best));
    if (weight != bestWeight) {
      return weight > bestWeight;
    }
    return one.head.compareTo(best.head) < 0;
  }

  /** The voters whose head is, or stands on, a block. */
  long on(Block block) {
    long mask = 0;
    for (NodeOpinion node : nodes) {
      mask |= shows(node, block) ? bit(node) : 0;
    }
    return mask;
  }
}
