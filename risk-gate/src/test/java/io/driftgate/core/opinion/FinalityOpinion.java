package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The finalized block of a chain and who contradicts it (definitions, Finality). */
final class FinalityOpinion {
  private static final int MAX_FINALIZED = 64;

  private final BlockBook book;
  private final List<NodeOpinion> nodes;

  /** Each was, for its time, the highest that a quorum supported. */
  final List<BlockRef> finalized = new ArrayList<>();

  /** Blocks that a quorum has ever supported, of those that are still remembered. */
  private final Set<BlockRef> supported = new LinkedHashSet<>();

  long roseNanos = Block.NEVER;

  /** The finalized block's own; -1 where nothing is known of it. */
  long timestampMs = -1;

  boolean conflicted;
  boolean unknown = true;

  FinalityOpinion(BlockBook book, List<NodeOpinion> nodes) {
    this.book = book;
    this.nodes = nodes;
  }

  BlockRef current() {
    return finalized.isEmpty() ? BlockRef.NONE : finalized.get(finalized.size() - 1);
  }

  /** Looks for a higher finalized block; says whether there is one. */
  boolean rises(Vouching vouching, Quorum quorum, long nowNanos) {
    BlockRef best = current();
    Support support = new Support(book, nodes, vouching, nowNanos);
    Set<BlockRef> reported = reported(nowNanos);
    supported.retainAll(reported);
    for (BlockRef ref : reported) {
      if (quorum.isSatisfiedBy(support.of(ref))) {
        supported.add(ref);
        best = ref.height() > best.height() ? ref : best;
      }
    }
    boolean rises = !best.equals(current());
    if (rises) {
      timestampMs = timestampMs(best, support.of(best), quorum);
      finalizes(best, nowNanos);
    }
    findConflicts();
    return rises;
  }

  private Set<BlockRef> reported(long nowNanos) {
    Set<BlockRef> refs = new LinkedHashSet<>();
    for (NodeOpinion node : nodes) {
      if (node.history.isVoter(nowNanos)) {
        refs.addAll(node.history.reports);
      }
    }
    return refs;
  }

  private void finalizes(BlockRef ref, long nowNanos) {
    finalized.add(ref);
    if (finalized.size() > MAX_FINALIZED) {
      finalized.remove(0);
    }
    roseNanos = nowNanos;
  }

  /** What a quorum supports, however low it is, may contradict what one has finalized. */
  private void findConflicts() {
    Set<Block> chain = chain();
    List<BlockRef> apart = supported.stream().filter(ref -> !isOn(chain, ref)).toList();
    for (BlockRef old : finalized) {
      boolean onChain = isOn(chain, old);
      for (BlockRef ref : onChain ? apart : supported) {
        conflicted |= conflict(old, ref);
      }
      conflicted |= !onChain && conflict(old, current());
    }
  }

  /** What the finalized block's hash stands on: none of these conflict with each other. */
  private Set<Block> chain() {
    Set<Block> chain = new HashSet<>();
    standsOn(current(), chain);
    return chain;
  }

  /** All that some way down leads to, whichever block of a hash is the true one. */
  private void standsOn(BlockRef ref, Set<Block> found) {
    for (Block block : book.named(ref)) {
      for (Block at = block; at != null && found.add(at); at = at.parent) {
        standsOn(at.ref(), found);
      }
    }
  }

  private boolean isOn(Set<Block> chain, BlockRef ref) {
    return book.named(ref).stream().anyMatch(chain::contains);
  }

  private boolean conflict(BlockRef one, BlockRef two) {
    if (one.height() == two.height()) {
      return !one.hash().equals(two.hash());
    }
    Block a = likeliest(one);
    Block b = likeliest(two);
    if (a == null || b == null || !Block.conflict(a, b)) {
      return false;
    }
    Set<Block> under = new HashSet<>();
    standsOn(one.height() > two.height() ? one : two, under);
    return !isOn(under, one.height() > two.height() ? two : one);
  }

  /** Of the blocks of a hash the one that most voters have vouched for, else the first known. */
  private Block likeliest(BlockRef ref) {
    Block likeliest = null;
    for (Block block : book.named(ref)) {
      if (!block.lost && (likeliest == null || block.voters() > likeliest.voters())) {
        likeliest = block;
      }
    }
    return likeliest;
  }

  /** Whether a node's own chain has another block at a finalized height. */
  boolean isContradictedBy(Block head) {
    if (finalized.isEmpty()) {
      return false;
    }
    long lowest = finalized.get(0).height();
    for (Block at = head; at != null && at.height() >= lowest; at = at.parent) {
      if (isContradictedBy(at.ref())) {
        return true;
      }
    }
    return false;
  }

  boolean isContradictedBy(BlockRef ref) {
    for (BlockRef old : finalized) {
      if (old.height() == ref.height()) {
        return !old.hash().equals(ref.hash());
      }
    }
    return false;
  }

  /** Whether a reference is too low, or too few speak of finality. */
  void judgeKnown(Block reference, Vouching vouching, Quorum quorum) {
    long speaking = 0;
    for (NodeOpinion node : nodes) {
      speaking |= node.history.isFinalityUnknown() ? 0 : Quorum.bit(node.history);
    }
    unknown =
        finalized.isEmpty()
            || (reference != null && reference.height() < current().height())
            || !quorum.isSatisfiedBy(speaking & vouching.vouching());
  }

  /** What most weight of those said that finalized it; else as it was shown; or -1. */
  private long timestampMs(BlockRef ref, long supporters, Quorum quorum) {
    Map<Long, Long> weights = new TreeMap<>();
    for (NodeOpinion node : nodes) {
      long said = node.history.dates.getOrDefault(ref, -1L);
      if (said >= 0 && (supporters & Quorum.bit(node.history)) != 0) {
        weights.merge(said, quorum.weight(Quorum.bit(node.history)), Long::sum);
      }
    }
    long most = weights.values().stream().mapToLong(w -> w).max().orElse(0);
    Block likeliest = likeliest(ref);
    long shown = likeliest == null ? -1 : likeliest.head.timestampMs();
    return weights.keySet().stream()
        .filter(ms -> weights.get(ms) == most)
        .findFirst()
        .orElse(shown);
  }
}
