package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * One chain and the nodes that show it (semantics §3). A step is: facts are taken, then {@link
 * #settle} makes everything that follows from them true at once.
 */
public final class ChainTracker {
  private static final int CORROBORATION = 2;

  private ChainPlan plan;
  private final Roster roster;
  private final List<NodeTracker> nodes;
  private final Quorum quorum;
  private final BlockTree tree;
  private final MissingHeaders missing;
  private final LeadingHead leading;
  private final Blame blame;
  private final ReferenceHistory history;
  private final Agreement agreement;
  private final ChainFinality finality;
  private final SplitWatch split;
  private final ChainHistograms histograms;
  private final FutureHeads futureHeads;
  private final HeadAge headAge;
  private final RollupWords rollup;
  private final Staleness staleness;
  private final Topic referenceTopic = new Topic();
  private final Topic finalityTopic = new Topic();
  private final Topic statesTopic = new Topic();
  private final Topic membershipTopic = new Topic();

  /** Blocks that are a voting node's head, each once. */
  private final List<Block> heads = new ArrayList<>();

  private final List<NodeTracker> touched = new ArrayList<>();
  private final Deadlines deadlines;
  private final int slot;
  private boolean due;
  private boolean membershipMoved;
  private boolean votesMoved;
  private boolean allConcerned;
  private boolean rose;
  private int observers;

  /** Of the tree's blocks, when votes were last counted: who stood on those vouches for less. */
  private long forgotten;

  private long revision;

  /** Makes the trackers of a chain and of all its nodes. */
  public ChainTracker(
      ChainPlan plan,
      List<NodePlan> nodePlans,
      Deadlines deadlines,
      WallClock wall,
      Herald herald) {
    this.plan = plan;
    this.deadlines = deadlines;
    slot = deadlines.add(nowNanos -> due = true);
    histograms = new ChainHistograms(plan.id(), deadlines);
    quorum = new Quorum(plan.quorum(), List.of());
    tree = new BlockTree(nodePlans.size(), new Twins(quorum), this::added, this::linked);
    roster = new Roster((node, index) -> new NodeTracker(node, index, this, deadlines));
    nodes = roster.nodes();
    history = new ReferenceHistory(tree);
    missing = new MissingHeaders(tree, nodes);
    blame = new Blame(plan.id(), quorum, tree, nodes, herald);
    finality = new ChainFinality(quorum, tree, history.chain(), nodes, blame::violated);
    agreement = new Agreement(quorum, finality.detached(), nodePlans.size());
    leading = new LeadingHead();
    split = new SplitWatch(deadlines);
    futureHeads = new FutureHeads(this, wall);
    headAge = new HeadAge(this, futureHeads, wall);
    rollup = new RollupWords(this);
    staleness = new Staleness(this);
    roster.become(nodePlans);
    assemble();
  }

  /**
   * Takes over a plan of the same chain. What did not change keeps everything; blocks, histograms
   * and the reference's history stay in any case. {@link #settle} makes true what follows.
   *
   * @return whether the plan, or any node's, is another
   */
  public boolean replan(ChainPlan newPlan, List<NodePlan> nodePlans) {
    boolean changed = !newPlan.equals(plan);
    if (roster.differsFrom(nodePlans)) {
      changed = true;
      roster.become(nodePlans).forEach(tree::forget);
      tree.widen(roster.width());
      histograms.retain(nodes);
    } else {
      roster.reorder(nodePlans);
    }
    plan = newPlan;
    membershipMoved |= changed;
    due |= changed;
    return changed;
  }

  /** The chain is watched no more. */
  public void leave() {
    nodes.forEach(NodeTracker::leave);
    split.leave();
    futureHeads.leave();
    histograms.leave();
    deadlines.remove(slot);
  }

  private void assemble() {
    List<NodeTracker> voters = nodes.stream().filter(NodeTracker::votes).toList();
    quorum.define(plan.quorum(), voters);
    observers = (int) voters.stream().filter(NodeTracker::alive).count();
    leading.become(plan, voters);
  }

  /** Who votes, or what that weighs, is another: everything is counted again. */
  private void reassemble() {
    membershipMoved = false;
    assemble();
    finality.votersMoved();
    votesMoved = true;
    allConcerned = true;
    membershipTopic.changed();
    rollup.topic().changed();
    statesTopic.changed();
    nodes.forEach(this::touch);
  }

  public void onHead(NodeTracker node, HeadObserved fact) {
    node.onHead(fact);
    if (fact.transport() == Transport.POLL) {
      long receivedNanos = fact.received().nanos();
      node.roundTrip().record(receivedNanos - fact.sentNanos(), receivedNanos, null, 0);
    }
    touch(node);
  }

  public void onFailure(NodeTracker node, ProbeFailed fact) {
    node.onFailure(fact);
    touch(node);
  }

  public void onPush(NodeTracker node, PushChanged fact) {
    node.onPush(fact);
    touch(node);
  }

  public void onKeepAlive(NodeTracker node, KeepAlive fact) {
    node.onKeepAlive(fact);
    touch(node);
  }

  /** A header makes links known; a CORRUPT node is not believed even that. */
  public void onHeader(NodeTracker node, HeaderFetched fact) {
    if (missing.fetched(fact.head(), node)) {
      touch(node);
    }
  }

  public void onClient(NodeTracker node, ClientIdentified fact) {
    node.onClient(fact.family());
    votesMoved = true;
    finality.quorumMoved();
    touch(node);
  }

  /**
   * Takes a node out until an instant, or puts it back if that has come.
   *
   * @return whether enough voters are left; nothing has happened otherwise
   */
  public boolean drain(NodeTracker node, long untilNanos, long nowNanos) {
    if (untilNanos > nowNanos && !quorum.canSpare(node)) {
      return false;
    }
    node.drainUntil(untilNanos);
    touch(node);
    return true;
  }

  /** The node must be looked at again when the step settles. */
  void touch(NodeTracker node) {
    touched.add(node);
  }

  void recordArrival(Block block, NodeTracker node, long receivedNanos, long uncertaintyNanos) {
    if (block.corroborated()) {
      recordDrift(block, node, receivedNanos, uncertaintyNanos);
    } else {
      block.await(new Block.Arrival(node, receivedNanos, uncertaintyNanos));
    }
  }

  private static void recordDrift(
      Block block, NodeTracker node, long receivedNanos, long uncertaintyNanos) {
    long driftNanos = Math.max(0, receivedNanos - block.firstSeenNanos());
    node.drift().record(driftNanos, receivedNanos, block, uncertaintyNanos);
    node.record().drifted(driftNanos, uncertaintyNanos);
  }

  /** A voter vouched for a block for the first time: earlier than known, all are behind longer. */
  void vouchedFor(Block block, long atNanos) {
    allConcerned |= block.arriveVoter(atNanos);
    if (block.votersArrived() >= CORROBORATION && !block.corroborated()) {
      corroborate(block);
    }
  }

  private void corroborate(Block block) {
    for (Block.Arrival waited : block.corroborate()) {
      recordDrift(block, waited.node(), waited.receivedNanos(), waited.uncertaintyNanos());
    }
  }

  private void added(Block block) {
    finality.added(block);
  }

  /** A block's parent became known, or another: whoever vouches for it vouches for more. */
  private void linked(Block child) {
    leading.chain().relinked(child);
    history.relinked(child);
    nodes.forEach(node -> node.arrivals().inherit(child));
    finality.linksLearnt();
    votesMoved = true;
    allConcerned = true;
  }

  /**
   * A node's head is another.
   *
   * @param left the one before; null for none
   */
  void headMoved(NodeTracker node, Block left) {
    missing.headMoved();
    finality.headMoved(node, left);
  }

  void addVote(Block head, long weight) {
    if (head.headVoters() == 0) {
      heads.add(head);
    }
    head.addVote(weight);
    votesMoved = true;
  }

  void removeVote(Block head, long weight) {
    head.removeVote(weight);
    if (head.headVoters() == 0) {
      heads.remove(head);
    }
    votesMoved = true;
  }

  /** Something that a vote's worth depends on changed. */
  void recount() {
    votesMoved = true;
  }

  /** Who has a say is no longer who had: to be counted again in this step. */
  void membershipMoved() {
    membershipMoved = true;
  }

  void aliveChanged(NodeTracker node) {
    if (node.votes()) {
      observers += node.alive() ? 1 : -1;
      votesMoved = true;
    }
    statesTopic.changed();
  }

  void vouchingChanged() {
    rollup.topic().changed();
  }

  void stateChanged() {
    statesTopic.changed();
  }

  /** Makes true what follows from the facts and the time. */
  public void settle(Stamp now) {
    if (!touched.isEmpty() || due || split.isDue()) {
      settleTouched(now);
    }
    histograms.settle(now.nanos());
  }

  private void settleTouched(Stamp now) {
    revision++;
    due = false;
    leading.advance(now.nanos());
    updateVotes(now.nanos());
    if (finality.settle(touched, now.nanos())) {
      finalityTopic.changed();
      statesTopic.changed();
    }
    votesMoved |= finality.detached().takeMoved() || tree.forgotten() != forgotten;
    forgotten = tree.forgotten();
    boolean moved = votesMoved && moveHeads(now);
    votesMoved = false;
    if (split.settle(agreement.isTorn(), plan.graceNanos(), now.nanos())) {
      statesTopic.changed();
    }
    reanchor(now.nanos());
    reclassify(moved || allConcerned ? nodes : touched, now.nanos());
    allConcerned = false;
    staleness.update(touched, now.nanos());
    futureHeads.heard(touched);
    touched.clear();
  }

  /** Whoever turns out to be concerned on the way is touched, and so comes at the end. */
  private void updateVotes(long nowNanos) {
    int refreshed = refresh(0, nowNanos);
    if (membershipMoved) {
      reassemble();
      refresh(refreshed, nowNanos);
    }
    for (int i = 0; i < touched.size(); i++) {
      touched.get(i).updateVote(nowNanos);
    }
    if (blame.weighTwins(heads, votesMoved)) {
      condemnTwins(nowNanos);
    }
  }

  private int refresh(int from, long nowNanos) {
    for (int i = from; i < touched.size(); i++) {
      touched.get(i).refresh(nowNanos);
      blame.checkVerification(touched.get(i));
    }
    return touched.size();
  }

  private void condemnTwins(long nowNanos) {
    for (NodeTracker node : nodes) {
      if (tree.twins().condemn(node.headBlock())) {
        node.corrupt(Fault.TWO_ROOTS);
        node.updateVote(nowNanos);
        touch(node);
      }
    }
  }

  private static void reclassify(List<NodeTracker> concerned, long nowNanos) {
    for (int i = 0; i < concerned.size(); i++) {
      concerned.get(i).reclassify(nowNanos);
    }
  }

  private boolean moveHeads(Stamp now) {
    Block leadingBefore = leading.tip();
    Block referenceBefore = history.current();
    agreement.run(heads);
    rose = history.moveTo(agreement.reference(), now.nanos(), now.wallMs());
    moveLeading();
    if (rose) {
      histograms.finalityLag(finality.lagBlocks(history.current()), now.nanos());
      tree.pruneAround(history.chain().tip().height());
      blame.rose(history.chain().tip());
    }
    boolean referenceMoved = history.current() != referenceBefore;
    if (referenceMoved) {
      referenceTopic.changed();
      finalityTopic.changed();
    }
    return referenceMoved || leading.tip() != leadingBefore;
  }

  private void reanchor(long nowNanos) {
    if (history.warmUp().expire(plan.graceNanos(), nowNanos)) {
      referenceTopic.changed();
    }
    deadlines.set(slot, history.warmUp().dueNanos(plan.graceNanos()));
  }

  private void moveLeading() {
    Block next = agreement.corroborated();
    if (LeadingHead.oneMayLead(observers)) {
      next = leading.highestOf(next, heads, quorum.voters(), history.chain());
    }
    leading.moveTo(next);
    for (Block b = next; b != null && !b.corroborated(); b = b.parent()) {
      corroborate(b);
    }
  }

  /** Forgets that the reference rose in this step; called when the step is over. */
  public void endStep() {
    rose = false;
  }

  /** Whether the reference rose in this step. */
  public boolean roseInThisStep() {
    return rose;
  }

  public ChainPlan plan() {
    return plan;
  }

  public List<NodeTracker> nodes() {
    return nodes;
  }

  public MissingHeaders missing() {
    return missing;
  }

  /** Sum of the weights configured, without those drained. */
  public long configuredWeight() {
    return quorum.configuredWeight();
  }

  /** Voting nodes not UNKNOWN. */
  public int observers() {
    return observers;
  }

  public boolean hasQuorum() {
    return history.current() != null;
  }

  /** One reference head, plus one rise. */
  public boolean warm() {
    return history.warm();
  }

  /** Rises of the reference since start. */
  public long rises() {
    return history.rises();
  }

  /** Instant of the last rise; {@link Deadlines#NEVER} before the first. */
  public long lastRiseNanos() {
    return history.lastRiseNanos();
  }

  public Staleness staleness() {
    return staleness;
  }

  public HeadAge headAge() {
    return headAge;
  }

  public RollupWords rollup() {
    return rollup;
  }

  public Reorgs reorgs() {
    return history.reorgsByWindow();
  }

  /** When the finalized block rose; {@link Deadlines#NEVER} before the first. */
  public long finalityRoseNanos() {
    return finality.tracker().roseNanos();
  }

  /** Whether finality has a value. */
  public boolean finalityKnown() {
    return finality.isKnown(history.current());
  }

  BlockRef finalized() {
    return finality.tracker().finalized();
  }

  /** Reference − finalized; {@link NodeTracker#NO_VALUE} while either is unknown. */
  public long finalityLagBlocks() {
    return finality.lagBlocks(history.current());
  }

  /** Difference of the timestamps; {@link NodeTracker#NO_VALUE} while either is unknown. */
  public long finalityLagMs() {
    return finality.lagMs(history.current());
  }

  /** SPLIT: conflicting blocks have left none able to reach quorum for longer than the grace. */
  public boolean split() {
    return split.isSplit();
  }

  boolean isTorn() {
    return agreement.isTorn();
  }

  /** FINALITY_VIOLATION: too many contradict what is final, or a later quorum did. */
  public boolean finalityViolated() {
    return finality.isViolated();
  }

  /** The reference became another block, or none. */
  public Topic referenceTopic() {
    return referenceTopic;
  }

  /** Finality lag changed. */
  public Topic finalityTopic() {
    return finalityTopic;
  }

  /** Some node's state changed, whether it is heard of at all, or a condition of the chain. */
  public Topic statesTopic() {
    return statesTopic;
  }

  /** A drain began or ended, or a plan changed who is a node here, or with what weight. */
  public Topic membershipTopic() {
    return membershipTopic;
  }

  public ChainHistograms histograms() {
    return histograms;
  }

  Roster roster() {
    return roster;
  }

  BlockTree tree() {
    return tree;
  }

  LeadingHead leading() {
    return leading;
  }

  ReferenceHistory history() {
    return history;
  }

  ChainFinality finality() {
    return finality;
  }

  VerificationSupport verification() {
    return blame.verification();
  }

  long revision() {
    return revision;
  }
}
