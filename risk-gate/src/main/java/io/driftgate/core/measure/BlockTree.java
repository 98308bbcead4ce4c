package io.driftgate.core.measure;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The blocks around a chain's head, linked to their parents as soon as both are known.
 *
 * <p>A block is held while it is some node's head, among the newest {@value #DEPTH} that some node
 * arrived at, or among the newest {@value #DEPTH} + 1 that were the reference; and never further
 * than {@value #DEPTH} heights from the reference, heads aside. So what one node can make it hold
 * is bounded, whatever it shows, and what it shows pushes out nothing that another node holds on
 * to.
 */
final class BlockTree {
  /** Heights kept on both sides of the reference, and blocks kept for each node. */
  static final int DEPTH = 1024;

  /** The highest head of a node, and lower ones that it may fall back to. */
  private static final int HEADS = 17;

  private int nodes;
  private final Listener onNew;
  private final Listener onLink;
  private final Twins twins;
  private final Map<Hash, List<Block>> byHash = new HashMap<>();
  private final TreeMap<Long, List<Block>> byHeight = new TreeMap<>();
  private final Map<Hash, List<Block>> waitingForParent = new HashMap<>();

  /** Of those that wait, how many stand on what was never known. */
  private int unlinked;

  private long forgotten;
  private long changes;
  private long relinks;
  private long orphans;

  /** Hears of a block. */
  @FunctionalInterface
  interface Listener extends Kept {
    void told(Block block);
  }

  /**
   * Makes an empty tree.
   *
   * @param onNew told of each block that was not known before, when it is linked
   * @param onLink told of each block whose parent became known, or another, after the block itself
   */
  BlockTree(int nodes, Twins twins, Listener onNew, Listener onLink) {
    this.nodes = nodes;
    this.twins = twins;
    this.onNew = onNew;
    this.onLink = onLink;
  }

  /**
   * The block with just this header, made and linked if it is new.
   *
   * @param previous the head its node showed before, as parent preferred to its equals; may be null
   * @param doubted it does not hash to what it names: as a new block it is nobody's parent, or a
   *     liar would tell honest nodes that jump over it what they stand on
   */
  Block add(Head head, Block previous, boolean doubted) {
    boolean unchanged = previous != null && previous.isShownBy(head);
    Block known = unchanged ? previous : find(head);
    if (known != null) {
      known.fetchedBelow(0);
      return known;
    }
    Block block = new Block(head, nodes);
    if (doubted) {
      block.refute();
    }
    return put(block, previous);
  }

  /** A node showed a block so: one that proves it makes it a parent like any other. */
  void shownAs(Block block, Verification verification) {
    block.shownAs(verification);
    if (verification == Verification.VERIFIED) {
      prove(block);
    }
  }

  private void prove(Block block) {
    if (block.isRefuted()) {
      block.prove();
      linkChildren(block);
    }
  }

  /** It is our knowledge that is too old: what was refuted is proved. */
  void proveAll() {
    List<Block> all = byHeight.values().stream().flatMap(List::stream).toList();
    all.forEach(this::prove);
  }

  /**
   * Takes in a header that nobody has shown.
   *
   * @param fetched how many were fetched from the last shown block down to this one
   */
  void addFetched(Head head, int fetched) {
    Block known = find(head);
    if (known == null) {
      Block block = new Block(head, nodes);
      block.fetchedBelow(fetched);
      forgetIfUnheld(put(block, null));
    } else {
      prove(known);
    }
  }

  private Block put(Block block, Block previous) {
    Head head = block.head();
    changes++;
    List<Block> sameHash = byHash.computeIfAbsent(head.hash(), hash -> new ArrayList<>(1));
    sameHash.add(block);
    if (sameHash.size() > 1) {
      sameHash.forEach(Block::addTwin);
      twins.appeared(sameHash);
    }
    byHeight.computeIfAbsent(head.height(), height -> new ArrayList<>(2)).add(block);
    linkUp(block, previous);
    linkChildren(block);
    onNew.told(block);
    return block;
  }

  /** All blocks of a hash; headers that differ in anything else are several. */
  List<Block> blocks(Hash hash) {
    return byHash.getOrDefault(hash, List.of());
  }

  private Block find(Head head) {
    List<Block> there = blocks(head.hash());
    for (int i = 0; i < there.size(); i++) {
      if (there.get(i).isShownBy(head)) {
        return there.get(i);
      }
    }
    return null;
  }

  private void linkUp(Block block, Block previous) {
    Hash parentHash = block.head().parentHash();
    Block likeliest = null;
    for (Block candidate : byHash.getOrDefault(parentHash, List.of())) {
      if (isAbove(block, candidate) && isLikelier(candidate, likeliest, previous)) {
        likeliest = candidate;
      }
    }
    if (likeliest != null) {
      block.linkTo(likeliest);
      return;
    }
    await(block);
  }

  private void await(Block child) {
    Hash parentHash = child.head().parentHash();
    waitingForParent.computeIfAbsent(parentHash, hash -> new ArrayList<>(1)).add(child);
    unlinked += child.isCutOff() ? 0 : 1;
  }

  private void stopWaiting(Block child) {
    if (removeFrom(waitingForParent, child.head().parentHash(), child)) {
      unlinked -= child.isCutOff() ? 0 : 1;
    }
  }

  /** What more voters have shown; at equal weight what the child's node showed; else the first. */
  private static boolean isLikelier(Block candidate, Block likeliest, Block previous) {
    if (likeliest == null || candidate.shownWeight() != likeliest.shownWeight()) {
      return likeliest == null || candidate.shownWeight() > likeliest.shownWeight();
    }
    return candidate == previous;
  }

  /**
   * A voter showed a block itself: once more weight did than a quorum can spare, it takes over the
   * children of those of its hash that less has shown. By less, a liar would take those of a block
   * that most jumped over.
   */
  void shownBy(Block block, long weight) {
    block.addShownWeight(weight);
    if (block.hasTwin() && twins.isShownByMany(block)) {
      for (Block twin : List.copyOf(byHash.getOrDefault(block.hash(), List.of()))) {
        if (twin.shownWeight() < block.shownWeight()) {
          moveChildren(twin, block);
        }
      }
    }
  }

  private void moveChildren(Block from, Block to) {
    List<Block> children = from.releaseChildren();
    for (Block child : children) {
      child.linkTo(isAbove(child, to) ? to : from);
    }
    for (Block child : children) {
      if (child.parent() == to) {
        relinks++;
        onLink.told(child);
      }
    }
  }

  /** Those that cannot be its children wait on: another block may show the same hash. */
  private void linkChildren(Block block) {
    List<Block> waiting = waitingForParent.getOrDefault(block.hash(), List.of());
    List<Block> children = waiting.stream().filter(child -> isAbove(child, block)).toList();
    for (Block child : children) {
      stopWaiting(child);
      relinks++;
      child.linkTo(block);
      onLink.told(child);
    }
  }

  /**
   * A parent at or above its child's height is a lie that would send every walk in circles; one
   * further below than anything is kept would let a lone liar lead by any height it likes.
   */
  private static boolean isAbove(Block child, Block parent) {
    return !parent.isRefuted() && isAbove(child.height(), parent.height());
  }

  static boolean isAbove(long childHeight, long parentHeight) {
    return childHeight > parentHeight && childHeight - parentHeight <= DEPTH;
  }

  /** So many nodes may arrive at blocks from now on. */
  void widen(int newNodes) {
    nodes = newNodes;
  }

  /** Forgets that a node arrived anywhere. */
  void forget(NodeTracker node) {
    byHash.values().forEach(blocks -> blocks.forEach(block -> block.forget(node)));
  }

  Twins twins() {
    return twins;
  }

  /** Forgets a block that nobody holds on to; others stay. */
  void forgetIfUnheld(Block block) {
    if (!block.isHeld() && find(block.head()) == block) {
      remove(block);
      forgotten++;
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

  /** Its children wait for it again: somebody else may show it, or a header may be fetched. */
  private void forgetLinks(Block block) {
    removeFrom(byHash, block.hash(), block);
    stopWaiting(block);
    block.unlink();
    for (Block child : block.releaseChildren()) {
      relinks++;
      child.cutOffFrom(block);
      orphans += child.isCutOff() ? 0 : 1;
      await(child);
    }
  }

  /** Returns whether it was there. */
  private static boolean removeFrom(Map<Hash, List<Block>> index, Hash key, Block block) {
    List<Block> there = index.get(key);
    boolean removed = there != null && there.remove(block);
    if (removed && there.isEmpty()) {
      index.remove(key);
    }
    return removed;
  }

  /** The lowest height held; {@link Long#MAX_VALUE} while nothing is. */
  long lowestHeight() {
    return byHeight.isEmpty() ? Long.MAX_VALUE : byHeight.firstKey();
  }

  /** Whether above the lowest height some block's parent is unknown, and not merely too old. */
  boolean hasUnlinked() {
    if (unlinked == 0) {
      return false;
    }
    int lowest = 0;
    for (Block block : byHeight.firstEntry().getValue()) {
      lowest += waits(block) ? 1 : 0;
    }
    return unlinked > lowest;
  }

  /** Whether this block's parent is unknown, and not merely too old to be kept. */
  boolean waits(Block block) {
    List<Block> waiting = waitingForParent.get(block.head().parentHash());
    return !block.isCutOff() && waiting != null && waiting.contains(block);
  }

  /** Rises whenever a block is added. */
  long changes() {
    return changes;
  }

  /** Rises whenever what a block that was known stands on becomes another. */
  long relinks() {
    return relinks;
  }

  /** Rises whenever a block loses a parent that nobody ever vouched for: one that is not old. */
  long orphans() {
    return orphans;
  }

  /** Blocks that wait for their parent; at most as many as are held. */
  int waiting() {
    return waitingForParent.values().stream().mapToInt(List::size).sum();
  }

  /** Arrivals that wait for their block to be corroborated; at most {@link #DEPTH} a node. */
  int pending() {
    return byHash.values().stream().flatMap(List::stream).mapToInt(Block::pending).sum();
  }

  /** The most blocks that so many nodes can make it hold, whatever they show. */
  static long maxSize(int nodes) {
    return nodes * (long) (DEPTH + HEADS) + DEPTH + 1;
  }

  /** Blocks held; bounded as the class says. */
  int size() {
    return byHash.values().stream().mapToInt(List::size).sum();
  }

  /** Blocks forgotten because nobody held on to them any more, since start. */
  long forgotten() {
    return forgotten;
  }
}
