package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every block that was ever shown or fetched, in the order in which they became known. */
final class BlockBook {
  private static final long MAX_LINK_BLOCKS = 1_024;

  final List<Block> blocks = new ArrayList<>();
  private final Map<Hash, List<Block>> byHash = new HashMap<>();
  private int nodes;

  BlockBook(int nodes) {
    this.nodes = nodes;
  }

  /** So many nodes may arrive from now on. */
  void widen(int toNodes) {
    nodes = toNodes;
    blocks.forEach(block -> block.widen(toNodes));
  }

  int width() {
    return nodes;
  }

  /**
   * The block of a head, made known and linked if it was not.
   *
   * @param before what its node showed before: among equals the likelier parent; may be null
   */
  Block know(Head head, Block before, boolean refuted) {
    for (Block block : named(head.hash())) {
      if (block.sameAs(head)) {
        return block;
      }
    }
    Block block = new Block(blocks.size(), head, nodes);
    block.refuted = refuted;
    blocks.add(block);
    byHash.computeIfAbsent(head.hash(), h -> new ArrayList<>()).add(block);
    block.parent = parentOf(block, before);
    adopts(block);
    return block;
  }

  private void adopts(Block block) {
    for (Block child : blocks) {
      if (child.parent == null && !child.forgotten && canBeParent(block, child)) {
        child.parent = block;
      }
    }
  }

  /** What it names is what it hashes to, or it is not for us to say. */
  void proves(Block block) {
    if (block.refuted && !block.forgotten) {
      block.refuted = false;
      adopts(block);
    }
  }

  /** All that did not hash to what they name. */
  void provesAll() {
    List.copyOf(blocks).forEach(this::proves);
  }

  /** What nobody ever vouched for is known while somebody shows it, or has it reported. */
  void forgets(List<NodeOpinion> nodes, long nowNanos) {
    List<Block> unheld = new ArrayList<>();
    for (Block block : blocks) {
      boolean kept = block.forgotten || block.keepers != 0 || block.wasReference;
      if (!kept && nodes.stream().noneMatch(node -> node.history.heads.holds(block))) {
        unheld.add(block);
      }
    }
    if (!unheld.isEmpty()) {
      Set<Block> reported = reported(nodes, nowNanos);
      unheld.stream().filter(block -> !reported.contains(block)).forEach(this::forget);
    }
  }

  /** Its children are linked again when it is known again. */
  private void forget(Block block) {
    block.forgotten = true;
    block.parent = null;
    byHash.get(block.head.hash()).remove(block);
    for (Block child : blocks) {
      child.parent = child.parent == block ? null : child.parent;
    }
  }

  /** Finalized blocks that voters have reported and their heads do not stand on. */
  private Set<Block> reported(List<NodeOpinion> nodes, long nowNanos) {
    Set<Block> found = new HashSet<>();
    for (NodeOpinion node : nodes) {
      if (node.history.isVoter(nowNanos)) {
        for (BlockRef report : node.history.vouchedReports()) {
          Block block = node.reported(report, this, nowNanos);
          if (block != null && !block.isUnder(node.head(nowNanos))) {
            found.add(block);
          }
        }
      }
    }
    return found;
  }

  List<Block> named(Hash hash) {
    return byHash.getOrDefault(hash, List.of());
  }

  List<Block> named(BlockRef ref) {
    List<Block> found = new ArrayList<>();
    for (Block block : named(ref.hash())) {
      if (block.height() == ref.height()) {
        found.add(block);
      }
    }
    return found;
  }

  /** Hashes that stand for more than one block. */
  List<List<Block>> ambiguous() {
    List<List<Block>> found = new ArrayList<>();
    for (Block block : blocks) {
      List<Block> same = named(block.head.hash());
      if (same.size() > 1 && same.get(0) == block) {
        found.add(same);
      }
    }
    return found;
  }

  private static boolean canBeParent(Block parent, Block child) {
    long gap = child.height() - parent.height();
    return !parent.refuted
        && child.head.parentHash().equals(parent.head.hash())
        && gap >= 1
        && gap <= MAX_LINK_BLOCKS;
  }

  private Block parentOf(Block child, Block before) {
    Block best = null;
    for (Block candidate : named(child.head.parentHash())) {
      if (canBeParent(candidate, child)
          && (best == null
              || candidate.shownWeight > best.shownWeight
              || (candidate.shownWeight == best.shownWeight && candidate == before))) {
        best = candidate;
      }
    }
    return best;
  }

  /**
   * A voter that vouches has itself shown a block: it takes over the children of those with its
   * hash that it outweighs now, if a quorum cannot spare so much. Says whether there were any.
   */
  boolean weighs(Block block, long weight, Quorum quorum) {
    block.shownWeight += weight;
    if (!quorum.isMoreThanSpare(block.shownWeight)) {
      return false;
    }
    boolean moved = false;
    for (Block child : blocks) {
      Block parent = child.parent;
      if (parent != null
          && parent.head.hash().equals(block.head.hash())
          && parent.shownWeight < block.shownWeight
          && canBeParent(block, child)) {
        child.parent = block;
        moved = true;
      }
    }
    return moved;
  }
}
