package io.driftgate.core.measure;

import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
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
  private ChainPlan plan;
  private final Roster roster;
  private final List<NodeTracker> nodes;
  private final Quorum quorum;
  private final BlockTree tree;
  private final MissingHeaders missing;
  private final LeadingHead leading;
  private final Blame blame;
  private final ReferenceHistory history;
  private final Corroboration corroboration = new Corroboration();
  private final Agreement agreement;
  private final ChainFinality finality;
  private final SplitWatch split;
  private final ChainReadout readout;
  private final ChainHistograms histograms;
  private final FutureHeads futureHeads;
  private final HeadAge headAge;
  private final RollupWords rollup;
  private final Staleness staleness;
  private final ChainTopics topics = new ChainTopics();
  private final Heads heads = new Heads();
  private final List<NodeTracker> touched = new ArrayList<>();
  private final Deadlines deadlines;
  private final int slot;
  private boolean due;
  private boolean membershipMoved;
  private boolean allConcerned;

  /** Of the tree's blocks, when votes were last counted: who stood on those vouches for less. */
  private long forgotten;

  private long orphans;
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
    readout = new ChainReadout(quorum, history, finality, agreement, split);
    futureHeads = new FutureHeads(this, quorum, nodePlans.size(), wall);
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
      roster.become(nodePlans);
      missing.moved();
      tree.widen(roster.width());
      histograms.retain(nodes);
      rollup.retain(nodes);
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
    leading.become(plan, voters);
  }

  /** Who votes, or what that weighs, is another: everything is counted again. */
  private void reassemble() {
    membershipMoved = false;
    assemble();
    finality.votersMoved();
    futureHeads.votersMoved();
    heads.recount();
    allConcerned = true;
    topics.membership().changed();
    rollup.topic().changed();
    topics.states().changed();
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

  /** A header makes links known; a CORRUPT node is not believed even that. */
  public void onHeader(NodeTracker node, HeaderFetched fact) {
    if (missing.fetched(fact.head(), node)) {
      touch(node);
    }
  }

  public void onClient(NodeTracker node, ClientIdentified fact) {
    node.onClient(fact.family());
    heads.recount();
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

  private void added(Block block) {
    finality.added(block);
  }

  /** A block's parent became known, or another: whoever vouches for it vouches for more. */
  private void linked(Block child) {
    leading.chain().relinked(child);
    history.relinked(child);
    corroboration.inherit(child, nodes);
    finality.linksLearnt();
    heads.recount();
    allConcerned = true;
  }

  /**
   * A node's head is another.
   *
   * @param left the one before; null for none
   */
  void headMoved(NodeTracker node, Block left) {
    missing.moved();
    finality.headMoved(node, left);
  }

  /** Who has a say is no longer who had: to be counted again in this step. */
  void membershipMoved() {
    membershipMoved = true;
  }

  void aliveChanged(NodeTracker node) {
    if (node.votes()) {
      quorum.observed(node.alive());
      heads.recount();
    }
    topics.states().changed();
  }

  void vouchingChanged() {
    missing.moved();
    rollup.topic().changed();
  }

  void stateChanged() {
    topics.states().changed();
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
      topics.finality().changed();
      topics.states().changed();
    }
    Arrivals.settle(touched, now.nanos());
    if (finality.detached().takeMoved() || tree.forgotten() != forgotten) {
      heads.recount();
      allConcerned |= leading.anyApart() || tree.orphans() != orphans;
    }
    forgotten = tree.forgotten();
    orphans = tree.orphans();
    boolean moved = heads.moved() && moveHeads(now);
    heads.counted();
    if (split.settle(agreement.isTorn(), plan.graceNanos(), now.nanos())) {
      topics.states().changed();
    }
    reanchor(now.nanos());
    allConcerned |= corroboration.takeFirstSeenMoved();
    NodeTracker.reclassify(moved || allConcerned ? nodes : touched, now.nanos());
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
      touched.get(i).updateVote();
    }
    blame.weighTwins(heads);
  }

  private int refresh(int from, long nowNanos) {
    for (int i = from; i < touched.size(); i++) {
      touched.get(i).refresh(nowNanos);
      blame.checkVerification(touched.get(i));
    }
    return touched.size();
  }

  private boolean moveHeads(Stamp now) {
    Block leadingBefore = leading.tip();
    long movesBefore = history.moves();
    agreement.run(heads.blocks());
    boolean rose = history.moveTo(agreement.reference(), now.nanos(), now.wallMs());
    moveLeading();
    if (rose) {
      histograms.finalityLag(finality.lagBlocks(history.current()), now.nanos());
      tree.pruneAround(history.chain().tip().height());
      blame.rose(history.chain().tip());
    }
    boolean referenceMoved = history.moves() != movesBefore;
    if (referenceMoved) {
      topics.reference().changed();
      topics.finality().changed();
    }
    return referenceMoved || leading.tip() != leadingBefore;
  }

  private void reanchor(long nowNanos) {
    if (history.warmUp().expire(plan.graceNanos(), nowNanos)) {
      topics.reference().changed();
    }
    deadlines.set(slot, history.warmUp().dueNanos(plan.graceNanos()));
  }

  private void moveLeading() {
    Block next = agreement.corroborated();
    if (LeadingHead.oneMayLead(quorum.observers())) {
      next = leading.highestOf(next, heads.blocks(), quorum.voters(), history.chain());
    }
    leading.moveTo(next);
    corroboration.leads(next);
  }

  /** Forgets that the reference rose in this step; called when the step is over. */
  public void endStep() {
    history.endStep();
  }

  /** What is true of the chain as a whole. */
  public ChainReadout readout() {
    return readout;
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

  public ChainTopics topics() {
    return topics;
  }

  public ChainHistograms histograms() {
    return histograms;
  }

  Roster roster() {
    return roster;
  }

  Heads heads() {
    return heads;
  }

  Corroboration corroboration() {
    return corroboration;
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

  /** Rises in each step in which it settled; what is read of it changes in no other. */
  public long revision() {
    return revision;
  }
}
