package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The highest block that a quorum has ever supported as finalized (semantics §5). A voter supports
 * what it reported and, as far as links are known, what that stands on.
 *
 * <p>Kept up report by report: one that says nothing new costs a comparison. Candidates are at most
 * {@value FinalizedReports#REMEMBERED} a voter.
 */
final class FinalityTracker {
  private final Quorum quorum;
  private final Ancestry ancestry;
  private final int nodes;
  private final FinalizedBlocks blocks;
  private final Map<BlockRef, FinalityCandidate> byRef = new HashMap<>();

  /** Highest first. */
  private final List<FinalityCandidate> candidates = new ArrayList<>();

  /** Of the candidates, how many no quorum has ever supported. */
  private int unreached;

  private final Tally vouching;
  private final Tally informed;

  private boolean linksLearnt;
  private boolean supportGrew;
  private boolean informedMoved;
  private boolean sufficientlyInformed;
  private boolean conflicted;
  private BlockRef finalized = BlockRef.NONE;
  private long timestampMs = -1;
  private long roseNanos = Deadlines.NEVER;

  /** Makes the tracker of a chain of so many nodes, voting or not. */
  FinalityTracker(Quorum quorum, Ancestry ancestry, FinalizedBlocks blocks, int nodes) {
    this.quorum = quorum;
    this.ancestry = ancestry;
    this.blocks = blocks;
    this.nodes = nodes;
    vouching = new Tally(nodes);
    informed = new Tally(nodes);
  }

  /** A node reported a block that its reports do not contain; they take it here. */
  void reported(NodeTracker node, BlockRef ref, long refTimestampMs) {
    FinalizedReports reports = node.finalizedReports();
    if (!node.votes()) {
      reports.add(ref, refTimestampMs);
      return;
    }
    FinalityCandidate candidate = candidate(ref);
    long topBefore = reports.top();
    BlockRef forgotten = reports.add(candidate.ref(), refTimestampMs);
    candidate.reported(1);
    if (!candidate.isBackedBy(node)) {
      back(candidate, node);
    }
    gain(node, ancestry.onChainOf(node.headBlock(), ref) ? topBefore + 1 : 0);
    if (forgotten.isPresent()) {
      forget(node, forgotten);
    }
  }

  private FinalityCandidate candidate(BlockRef ref) {
    FinalityCandidate known = byRef.get(ref);
    return known != null ? known : insert(ref);
  }

  private FinalityCandidate insert(BlockRef ref) {
    FinalityCandidate candidate = new FinalityCandidate(ref, nodes);
    byRef.put(ref, candidate);
    int at = 0;
    while (at < candidates.size() && candidates.get(at).height() > ref.height()) {
      at++;
    }
    candidates.add(at, candidate);
    unreached++;
    List<NodeTracker> voters = quorum.voters();
    for (int i = 0; i < voters.size(); i++) {
      if (supports(voters.get(i), candidate)) {
        back(candidate, voters.get(i));
      }
    }
    return candidate;
  }

  private void back(FinalityCandidate candidate, NodeTracker voter) {
    supportGrew |= candidate.back(voter, true, vouching.contains(voter));
  }

  /** What a voter says or shows may back more from this height up. */
  private void gain(NodeTracker voter, long fromHeight) {
    long top = voter.finalizedReports().top();
    for (int i = 0; i < candidates.size() && candidates.get(i).height() >= fromHeight; i++) {
      FinalityCandidate candidate = candidates.get(i);
      if (candidate.height() <= top && !candidate.isBackedBy(voter) && supports(voter, candidate)) {
        back(candidate, voter);
      }
    }
  }

  /** What it said is no longer remembered: what only that backed, it backs no more. */
  private void forget(NodeTracker voter, BlockRef forgotten) {
    loseUpTo(forgotten.height(), voter);
    FinalityCandidate candidate = byRef.get(forgotten);
    candidate.reported(-1);
    if (candidate.reporters() == 0) {
      byRef.remove(forgotten);
      candidates.remove(candidate);
      unreached -= candidate.reached() ? 0 : 1;
    }
  }

  private void loseUpTo(long height, NodeTracker voter) {
    for (int i = candidates.size() - 1; i >= 0 && candidates.get(i).height() <= height; i--) {
      lose(candidates.get(i), voter);
    }
  }

  private void loseFrom(long height, NodeTracker voter) {
    for (int i = 0; i < candidates.size() && candidates.get(i).height() >= height; i++) {
      lose(candidates.get(i), voter);
    }
  }

  private void lose(FinalityCandidate candidate, NodeTracker voter) {
    if (candidate.isBackedBy(voter) && !supports(voter, candidate)) {
      candidate.back(voter, false, false);
    }
  }

  private boolean supports(NodeTracker voter, FinalityCandidate candidate) {
    FinalizedReports reports = voter.finalizedReports();
    BlockRef ref = candidate.ref();
    if (reports.top() < ref.height()) {
      return false;
    }
    return ancestry.descends(voter.headBlock(), ref)
        || reports.contains(ref)
        || someReportDescends(reports, ref);
  }

  private boolean someReportDescends(FinalizedReports reports, BlockRef from) {
    if (!ancestry.isKnown(from)) {
      return false;
    }
    long lowest = Math.max(from.height() + 1, ancestry.lowestHeight());
    for (int i = 0; i < reports.size(); i++) {
      if (reports.height(i) >= lowest && ancestry.descends(reports.get(i), from)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A node's head moved.
   *
   * @param left the one before; null for none
   * @param extended whether the new one is known to stand on it
   */
  void headMoved(NodeTracker node, Block left, boolean extended) {
    if (!node.votes()) {
      return;
    }
    long sharedHeight = extended ? left.height() : ancestry.sharedHeight(left, node.headBlock());
    if (!extended) {
      loseFrom(sharedHeight, node);
    }
    gain(node, sharedHeight);
  }

  /** A block that was reported became known, or a link between blocks. */
  void linksLearnt() {
    linksLearnt = true;
  }

  /** Whether some voter has reported this block. */
  boolean isReported(Block block) {
    return !byRef.isEmpty() && byRef.containsKey(block.ref());
  }

  /** Takes whether a voter vouches now; returns whether it did not, or no longer does. */
  boolean count(NodeTracker voter, boolean vouches, boolean finalityKnown) {
    informedMoved |= informed.set(voter, vouches && finalityKnown);
    if (!vouching.set(voter, vouches)) {
      return false;
    }
    for (int i = 0; i < candidates.size(); i++) {
      supportGrew |= candidates.get(i).vouching(voter, vouches);
    }
    return true;
  }

  /** Who votes, and so whose reports count, is another: everything is made anew. Slow. */
  void votersMoved() {
    byRef.clear();
    candidates.clear();
    unreached = 0;
    vouching.clear();
    informed.clear();
    for (NodeTracker voter : quorum.voters()) {
      FinalizedReports reports = voter.finalizedReports();
      for (int i = 0; i < reports.size(); i++) {
        candidate(reports.get(i)).reported(1);
      }
    }
    quorumMoved();
  }

  /** The quorum rule, or a name that it asks for, is another. */
  void quorumMoved() {
    supportGrew = true;
    informedMoved = true;
  }

  /**
   * Makes true what follows; returns whether the finalized block rose, or its being known moved.
   */
  boolean settle(long nowNanos) {
    BlockRef before = finalized;
    boolean informedBefore = sufficientlyInformed;
    if (linksLearnt) {
      linksLearnt = false;
      quorum.voters().forEach(voter -> gain(voter, 0));
      conflicted |= blocks.size() > 0 && someReachedConflicts();
    }
    if (supportGrew) {
      supportGrew = false;
      judge(nowNanos);
    }
    if (informedMoved) {
      informedMoved = false;
      sufficientlyInformed = quorum.reachedBy(informed);
    }
    return !finalized.equals(before) || sufficientlyInformed != informedBefore;
  }

  private void judge(long nowNanos) {
    int left = unreached;
    for (int i = 0; left > 0; i++) {
      FinalityCandidate candidate = candidates.get(i);
      if (!candidate.reached()) {
        left--;
        judge(candidate, nowNanos);
      }
    }
  }

  private void judge(FinalityCandidate candidate, long nowNanos) {
    if (quorum.reachedBy(candidate.supporters())) {
      candidate.reach();
      unreached--;
      conflicted |= conflictsWithEarlier(candidate.ref());
      if (candidate.height() > finalized.height()) {
        riseTo(candidate, nowNanos);
      }
    }
  }

  private boolean someReachedConflicts() {
    boolean conflicts = conflictsWithEarlier(blocks.newest(0));
    for (int i = 0; i < candidates.size() && !conflicts; i++) {
      conflicts = candidates.get(i).reached() && conflictsWithEarlier(candidates.get(i).ref());
    }
    return conflicts;
  }

  private boolean conflictsWithEarlier(BlockRef ref) {
    for (int age = 0; age < blocks.size(); age++) {
      BlockRef earlier = blocks.newest(age);
      if (age == 0 && ancestry.descends(ref, earlier)) {
        return false;
      }
      if (ancestry.conflict(ref, earlier)) {
        return true;
      }
    }
    return false;
  }

  private void riseTo(FinalityCandidate candidate, long nowNanos) {
    finalized = candidate.ref();
    timestampMs = timestampOf(candidate);
    roseNanos = nowNanos;
    blocks.add(finalized);
  }

  /** The one that most weight said, among equals the earlier; else as the block was shown. */
  private long timestampOf(FinalityCandidate candidate) {
    Map<Long, Long> weights = new HashMap<>();
    for (NodeTracker voter : quorum.voters()) {
      long said = voter.finalizedReports().timestampMs(candidate.ref());
      if (said >= 0 && candidate.supporters().contains(voter)) {
        weights.merge(said, (long) voter.plan().weight(), Long::sum);
      }
    }
    long likeliest = -1;
    for (Map.Entry<Long, Long> entry : weights.entrySet()) {
      long ahead = entry.getValue() - weights.getOrDefault(likeliest, 0L);
      if (ahead > 0 || (ahead == 0 && entry.getKey() < likeliest)) {
        likeliest = entry.getKey();
      }
    }
    return likeliest < 0 ? ancestry.timestampMs(candidate.ref()) : likeliest;
  }

  /** Whether the voters that vouch and know of finality are a quorum, and it has named a block. */
  boolean isKnown() {
    return sufficientlyInformed && finalized.isPresent();
  }

  /** Whether a quorum finalized what conflicts with an earlier finalized block; for good. */
  boolean conflicted() {
    return conflicted;
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
