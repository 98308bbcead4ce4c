package io.driftgate.core.measure;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The blocks around a chain's head, linked to their parents as soon as both are known.
 *
 * <p>Bounded: {@value #DEPTH} heights on both sides of the newest pruning, {@value #PER_HEIGHT}
 * blocks a height, and beside them only what is some node's head. What falls out is counted.
 */
final class BlockTree {
  /** Heights kept below and accepted above. */
  static final int DEPTH = 1024;

  /** Blocks kept at one height. */
  static final int PER_HEIGHT = 64;

  private final int nodes;
  private final Map<Hash, List<Block>> byHash = new HashMap<>();
  private final TreeMap<Long, List<Block>> byHeight = new TreeMap<>();
  private final Map<Hash, List<Block>> waitingForParent = new HashMap<>();
  private long evictions;

  BlockTree(int nodes) {
    this.nodes = nodes;
  }

  /**
   * The block with this head's hash and state root, made and linked if it is new.
   *
   * @param previous the head its node showed before, preferred as parent; may be null
   */
  Block add(Head head, Block previous) {
    Block known = find(head);
    if (known != null) {
      return known;
    }
    Block block = new Block(head, nodes);
    makeRoomAt(head.height());
    byHash.computeIfAbsent(head.hash(), hash -> new ArrayList<>(1)).add(block);
    byHeight.computeIfAbsent(head.height(), height -> new ArrayList<>(2)).add(block);
    linkUp(block, previous);
    linkChildren(block);
    return block;
  }

  private Block find(Head head) {
    for (Block block : byHash.getOrDefault(head.hash(), List.of())) {
      if (block.head().stateRoot().equals(head.stateRoot())
          && block.head().height() == head.height()) {
        return block;
      }
    }
    return null;
  }

  private void linkUp(Block block, Block previous) {
    Hash parentHash = block.head().parentHash();
    if (previous != null && previous.hash().equals(parentHash) && isAbove(block, previous)) {
      block.linkTo(previous);
      return;
    }
    Block likeliest = null;
    for (Block candidate : byHash.getOrDefault(parentHash, List.of())) {
      if (isAbove(block, candidate)
          && (likeliest == null || candidate.votersArrived() > likeliest.votersArrived())) {
        likeliest = candidate;
      }
    }
    if (likeliest != null) {
      block.linkTo(likeliest);
      return;
    }
    waitingForParent.computeIfAbsent(parentHash, hash -> new ArrayList<>(1)).add(block);
  }

  private void linkChildren(Block block) {
    List<Block> children = waitingForParent.remove(block.hash());
    if (children != null) {
      children.stream()
          .filter(child -> isAbove(child, block))
          .forEach(child -> adopt(block, child));
    }
  }

  /** Who saw the child has vouched for its ancestors, too. */
  private static void adopt(Block parent, Block child) {
    child.linkTo(parent);
    Block ancestor = parent;
    while (ancestor != null && ancestor.firstSeenNanos() > child.firstSeenNanos()) {
      ancestor.seenBy(child.firstSeenNanos());
      ancestor = ancestor.parent();
    }
  }

  /** A parent at or above its child's height is a lie that would send every walk in circles. */
  private static boolean isAbove(Block child, Block parent) {
    return child.height() > parent.height();
  }

  private void makeRoomAt(long height) {
    List<Block> there = byHeight.getOrDefault(height, List.of());
    if (there.size() >= PER_HEIGHT) {
      there.stream()
          .filter(block -> !block.isSomebodysHead() && !block.onceReference())
          .findFirst()
          .ifPresent(
              block -> {
                remove(block);
                evictions++;
              });
    }
  }

  /** Forgets what lies further than {@link #DEPTH} from {@code height} and is nobody's head. */
  void pruneAround(long height) {
    prune(byHeight.headMap(height - DEPTH).values().iterator());
    prune(byHeight.tailMap(height + DEPTH, false).values().iterator());
  }

  private void prune(Iterator<List<Block>> heights) {
    while (heights.hasNext()) {
      List<Block> there = heights.next();
      for (Block block : there) {
        if (!block.isSomebodysHead()) {
          forgetLinks(block);
        }
      }
      there.removeIf(block -> !block.isSomebodysHead());
      if (there.isEmpty()) {
        heights.remove();
      }
    }
  }

  private void remove(Block block) {
    forgetLinks(block);
    List<Block> there = byHeight.get(block.height());
    there.remove(block);
    if (there.isEmpty()) {
      byHeight.remove(block.height());
    }
  }

  /** A child may still point here, but nothing beyond is held. */
  private void forgetLinks(Block block) {
    removeFrom(byHash, block.hash(), block);
    removeFrom(waitingForParent, block.head().parentHash(), block);
    block.unlink();
  }

  private static void removeFrom(Map<Hash, List<Block>> index, Hash key, Block block) {
    List<Block> there = index.get(key);
    if (there != null && there.remove(block) && there.isEmpty()) {
      index.remove(key);
    }
  }

  /** Blocks held; bounded as the class says. */
  int size() {
    return byHash.values().stream().mapToInt(List::size).sum();
  }

  /** Blocks pushed out by a flood at their height, since start. */
  long evictions() {
    return evictions;
  }
}
