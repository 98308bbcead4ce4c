package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who descends from whom, asked by height and hash. The reference chain shortens most answers: what
 * stands on it has its ancestors, too.
 */
final class Ancestry {
  private final BlockTree tree;
  private final Canonical reference;

  Ancestry(BlockTree tree, Canonical reference) {
    this.tree = tree;
    this.reference = reference;
  }

  /** Nobody keeps this for its finality any more. */
  void release(Block block) {
    block.unkeep();
    tree.forgetIfUnheld(block);
  }

  /** Whether a block is known to stand on a finalized one that is not itself. */
  boolean descends(Block block, BlockRef from) {
    if (block == null || !(reference.contains(block) || mayDescend(block, from))) {
      return false;
    }
    Block ancestor = ancestorAt(from.height(), block);
    return ancestor != null && ancestor != block && ancestor.hash().equals(from.hash());
  }

  /** What it stands on is held, and was joined to it. */
  private boolean mayDescend(Block block, BlockRef from) {
    List<Block> blocks = tree.blocks(from.hash());
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).height() == from.height() && block.mayMeet(blocks.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** The highest block of the reference chain that a head is known to stand on; null for none. */
  Block onReference(Block head) {
    return head == null ? null : reference.commonWith(head);
  }

  /** Up to this height two heads stand on the same blocks, as far as the reference chain tells. */
  long sharedHeight(Block one, Block other) {
    Block ofOne = onReference(one);
    Block ofOther = onReference(other);
    return ofOne == null || ofOther == null ? 0 : Math.min(ofOne.height(), ofOther.height());
  }

  /**
   * Whether a block of that hash is the reference chain's at its height, up to one of its blocks.
   */
  boolean isBelow(BlockRef ref, Block upTo) {
    Block there = upTo == null || ref.height() > upTo.height() ? null : reference.at(ref.height());
    return there != null && there.hash().equals(ref.hash());
  }

  /** Whether some block of that hash is known. */
  boolean isKnown(BlockRef ref) {
    return !tree.blocks(ref.hash()).isEmpty();
  }

  /** No block below this height is known: what was reported there need not be looked for. */
  long lowestHeight() {
    return tree.lowestHeight();
  }

  /** Whether any block of this hash is known to. */
  boolean descends(BlockRef ref, BlockRef from) {
    List<Block> blocks = tree.blocks(ref.hash());
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).height() == ref.height() && descends(blocks.get(i), from)) {
        return true;
      }
    }
    return false;
  }

  /** The block itself, or its known ancestor, at a height; null if there is none. */
  private Block ancestorAt(long height, Block from) {
    Block block = from;
    while (block != null && block.height() > height) {
      Block known = reference.contains(block) ? reference.at(height) : null;
      block = known != null ? known : block.parent();
    }
    return block != null && block.height() == height ? block : null;
  }

  /** Whether {@code head} is {@code block}, or is known to stand on it. */
  boolean stands(Block head, Block block) {
    return head != null
        && (reference.contains(head) || head.mayMeet(block))
        && ancestorAt(block.height(), head) == block;
  }

  /** Whether a head is known to stand on every known block of this hash. */
  boolean onChainOf(Block head, BlockRef ref) {
    List<Block> blocks = tree.blocks(ref.hash());
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).height() == ref.height() && !stands(head, blocks.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The block that a voter means by a finalized one that it reported: the one that its head stands
   * on, else one that it showed itself, else the one that most voters arrived at, else the first
   * known; null if none is known.
   */
  Block meant(BlockRef ref, NodeTracker voter) {
    Block likeliest = null;
    List<Block> blocks = tree.blocks(ref.hash());
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.height() == ref.height()
          && (likeliest == null || isLikelier(block, likeliest, voter))) {
        likeliest = block;
      }
    }
    return likeliest;
  }

  /** That of the block of this hash that most voters arrived at; -1 if none is known. */
  long timestampMs(BlockRef ref) {
    Block likeliest = likeliest(ref);
    return likeliest == null ? -1 : likeliest.head().timestampMs();
  }

  private boolean isLikelier(Block block, Block other, NodeTracker voter) {
    int order = Boolean.compare(isOwn(block, voter), isOwn(other, voter));
    int shown = Boolean.compare(block.arrived(voter.index()), other.arrived(voter.index()));
    return order != 0
        ? order > 0
        : shown != 0 ? shown > 0 : block.votersArrived() > other.votersArrived();
  }

  private boolean isOwn(Block block, NodeTracker voter) {
    return voter.headBlock() != null && stands(voter.headBlock(), block);
  }

  /**
   * Whether two blocks are known to conflict: one height and another hash, or a known common
   * ancestor while neither stands on the other. Slow.
   */
  boolean conflict(BlockRef one, BlockRef other) {
    if (one.height() == other.height()) {
      return !one.hash().equals(other.hash());
    }
    Block a = likeliest(one);
    Block b = likeliest(other);
    boolean upwards = one.height() < other.height();
    return a != null
        && b != null
        && conflict(a, b)
        && !standsByHash(upwards ? other : one, upwards ? one : other);
  }

  /**
   * Whether some way down leads from one hash to the other, whichever block of a hash is true. Each
   * block is walked over, and each hash looked up, once: a liar can give a hash many blocks.
   */
  private boolean standsByHash(BlockRef upper, BlockRef lower) {
    Deque<Block> starts = new ArrayDeque<>(tree.blocks(upper.hash()));
    Set<Hash> looked = new HashSet<>(Set.of(upper.hash()));
    Set<Block> walked = new HashSet<>();
    while (!starts.isEmpty()) {
      Block block = starts.remove();
      while (block != null && block.height() > lower.height() && walked.add(block)) {
        if (block.hasTwin() && looked.add(block.hash())) {
          starts.addAll(tree.blocks(block.hash()));
        }
        block = block.parent();
      }
      if (block != null && block.ref().equals(lower)) {
        return true;
      }
    }
    return false;
  }

  /** Of the blocks of a hash the one that most voters arrived at, else the first known. */
  private Block likeliest(BlockRef ref) {
    Block likeliest = null;
    for (Block block : tree.blocks(ref.hash())) {
      boolean counts = block.height() == ref.height() && !block.isOutweighed();
      if (counts && (likeliest == null || block.votersArrived() > likeliest.votersArrived())) {
        likeliest = block;
      }
    }
    return likeliest;
  }

  private boolean conflict(Block one, Block other) {
    Block lower = one.height() < other.height() ? one : other;
    Block upper = lower == one ? other : one;
    if (stands(upper, lower)) {
      return false;
    }
    while (lower != null && upper != null && lower != upper) {
      if (lower.height() >= upper.height()) {
        lower = lower.parent();
      } else {
        upper = upper.parent();
      }
    }
    return lower != null && upper != null;
  }
}
