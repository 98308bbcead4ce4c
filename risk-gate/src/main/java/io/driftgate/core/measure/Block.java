package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A block somebody has shown. Two nodes that show one hash with two state roots, parents or
 * timestamps show two blocks: which of them counts is for the quorum to say.
 */
final class Block {
  static final long NEVER_SEEN = Long.MAX_VALUE;

  private final Head head;
  private final NodeSet arrived;
  private Block parent;
  private final List<Block> children = new ArrayList<>(1);
  private Component component;

  /**
   * Its parent was known, and forgotten after it had been vouched for: all that is below is old.
   */
  private boolean cutOff;

  private long firstSeenNanos = NEVER_SEEN;
  private boolean corroborated;
  private boolean onceReference;
  private boolean remembered;
  private List<Arrival> pending = new ArrayList<>(2);

  /** Percentile windows of groups that have a sample of this, by their number; a bit each. */
  private long[] countedIn = {};

  /** So many headers were fetched, one below the other, from the last shown block down to this. */
  private int fetched;

  private int votersArrived;

  /** Weight of the voting nodes that have shown this itself, while they vouched. */
  private long shownWeight;

  /** Of the heads that stand on this, and on no other block with its hash, when last weighed. */
  private long standingWeight;

  private boolean hasTwin;
  private boolean outweighed;
  private boolean verified;
  private boolean doubted;

  /** Who showed it first showed a header that does not hash to this; nobody has proved it since. */
  private boolean refuted;

  /** Weight and number of the voting nodes that vouch for this as their head. */
  private long headWeight;

  private int headVoters;

  /** Nodes of any kind whose head this is. */
  private int holders;

  /** Nodes among whose newest arrivals this is. */
  private int keepers;

  /**
   * A node's arrival at this block.
   *
   * @param uncertaintyNanos by how much it may have had the block earlier
   */
  record Arrival(NodeTracker node, long receivedNanos, long uncertaintyNanos) {}

  Block(Head head, int nodes) {
    this.head = head;
    this.arrived = new NodeSet(nodes);
  }

  Head head() {
    return head;
  }

  long height() {
    return head.height();
  }

  Hash hash() {
    return head.hash();
  }

  /** Whether that is this block: all that the header says, or the first to show it could lie. */
  boolean isShownBy(Head shown) {
    return head.equals(shown);
  }

  BlockRef ref() {
    return new BlockRef(head.height(), head.hash());
  }

  /** Null while the parent is unknown, or gone. */
  Block parent() {
    return parent;
  }

  void linkTo(Block known) {
    unlink();
    parent = known;
    cutOff = false;
    known.children.add(this);
    if (component == null) {
      component = known.component();
    } else {
      component.join(known.component());
    }
  }

  private Component component() {
    if (component == null) {
      component = new Component();
    }
    return component;
  }

  /** Whether this and another block, if any, may have a common ancestor, or be one the other's. */
  boolean mayMeet(Block other) {
    return other != null && component().isJoinedTo(other.component());
  }

  /** Its parent is not known any more. */
  void unlink() {
    if (parent != null) {
      parent.children.remove(this);
      parent = null;
    }
  }

  /** Lets go at once of all blocks that are linked to this, and returns them. */
  List<Block> releaseChildren() {
    List<Block> released = List.copyOf(children);
    children.clear();
    for (Block child : released) {
      child.parent = null;
    }
    return released;
  }

  /** Its parent, which let go of it, is forgotten. */
  void cutOffFrom(Block forgotten) {
    cutOff = forgotten.isEverVouchedFor();
  }

  /** Whether what it stands on was known once, and is too old to be asked for. */
  boolean isCutOff() {
    return cutOff;
  }

  /** Whether some node that is one yet has vouched for this, or it was the reference. */
  boolean isEverVouchedFor() {
    return !arrived.isEmpty() || onceReference;
  }

  /** 0 for a block that somebody has shown. */
  int fetched() {
    return fetched;
  }

  void fetchedBelow(int headers) {
    fetched = headers;
  }

  long firstSeenNanos() {
    return firstSeenNanos;
  }

  /**
   * A voting node vouched for this, or for a descendant, for the first time; returns whether that
   * was earlier than the first-seen that others were measured by.
   */
  boolean arriveVoter(long receivedNanos) {
    votersArrived++;
    boolean earlier = firstSeenNanos != NEVER_SEEN && receivedNanos < firstSeenNanos;
    firstSeenNanos = Math.min(firstSeenNanos, receivedNanos);
    return earlier;
  }

  /** It, or a descendant, was vouched for at that time; returns whether that is earlier. */
  boolean seenBy(long nanos) {
    boolean earlier = nanos < firstSeenNanos;
    firstSeenNanos = Math.min(firstSeenNanos, nanos);
    return earlier;
  }

  int votersArrived() {
    return votersArrived;
  }

  void addShownWeight(long weight) {
    shownWeight += weight;
  }

  long shownWeight() {
    return shownWeight;
  }

  void clearStandingWeight() {
    standingWeight = 0;
  }

  void addStandingWeight(long weight) {
    standingWeight += weight;
  }

  long standingWeight() {
    return standingWeight;
  }

  /** There is another block with this hash. */
  void addTwin() {
    hasTwin = true;
  }

  boolean hasTwin() {
    return hasTwin;
  }

  /** Whether voters decided that a block with the same hash is the true one. */
  boolean isOutweighed() {
    return outweighed;
  }

  void outweigh(boolean lost) {
    outweighed = lost;
  }

  /** A node showed it so. */
  void shownAs(Verification verification) {
    switch (verification) {
      case VERIFIED -> verified = true;
      case MISMATCH, UNKNOWN_FIELDS -> doubted = true;
      case OFF -> {}
    }
  }

  /** Nothing can stand on this until somebody proves it. */
  void refute() {
    refuted = true;
  }

  void prove() {
    refuted = false;
  }

  boolean isRefuted() {
    return refuted;
  }

  /** Some node showed a header that hashes to this, and none one that does not. */
  boolean isVerified() {
    return verified && !doubted;
  }

  /** A voter that had arrived is a node no more; once corroborated a block stays so. */
  void voterLeaves() {
    if (!corroborated) {
      votersArrived--;
      firstSeenNanos = votersArrived == 0 ? NEVER_SEEN : firstSeenNanos;
    }
  }

  /** Returns whether the node had not arrived here before. */
  boolean arrive(int node) {
    return arrived.add(node);
  }

  /** Returns whether a group's window had not counted this before. */
  boolean countIn(int window) {
    if (window / Long.SIZE >= countedIn.length) {
      countedIn = Arrays.copyOf(countedIn, window / Long.SIZE + 1);
    }
    long bit = 1L << window;
    boolean first = (countedIn[window / Long.SIZE] & bit) == 0;
    countedIn[window / Long.SIZE] |= bit;
    return first;
  }

  boolean arrived(int node) {
    return arrived.contains(node);
  }

  boolean corroborated() {
    return corroborated;
  }

  /** First-seen has no value yet, so the arrival's drift has none. */
  void await(Arrival arrival) {
    pending.add(arrival);
  }

  /** The node's drift here is not waited for any more. */
  void stopAwaiting(NodeTracker node) {
    if (!pending.isEmpty()) {
      pending.removeIf(arrival -> arrival.node() == node);
    }
  }

  /** Arrivals that wait for first-seen to have a value. */
  int pending() {
    return pending.size();
  }

  /** The node's index is another's from now on. */
  void forget(NodeTracker node) {
    arrived.remove(node.index());
    stopAwaiting(node);
  }

  /** From now on first-seen has a value; returns the arrivals that waited for it. */
  List<Arrival> corroborate() {
    corroborated = true;
    List<Arrival> waited = pending;
    pending = List.of();
    return waited;
  }

  /** Whether this was the reference, or an ancestor of it. */
  boolean onceReference() {
    return onceReference;
  }

  void becomeReference() {
    onceReference = true;
    remembered = true;
  }

  /** Too many were the reference since. */
  void leaveHistory() {
    remembered = false;
  }

  void hold() {
    holders++;
  }

  void release() {
    holders--;
  }

  boolean isSomebodysHead() {
    return holders > 0;
  }

  /** It is among the newest that a node arrived at. */
  void keep() {
    keepers++;
  }

  void unkeep() {
    keepers--;
  }

  boolean isHeld() {
    return holders > 0 || keepers > 0 || remembered;
  }

  void addVote(long weight) {
    headWeight += weight;
    headVoters++;
  }

  void removeVote(long weight) {
    headWeight -= weight;
    headVoters--;
  }

  long headWeight() {
    return headWeight;
  }

  int headVoters() {
    return headVoters;
  }

  /** Whether this is {@code other} or an ancestor of it, as far as links are known. */
  boolean reaches(Block other) {
    if (!mayMeet(other)) {
      return false;
    }
    Block block = other;
    while (block != null && block.height() > height()) {
      block = block.parent();
    }
    return block == this;
  }
}
