package io.driftgate.core.measure;

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
  private final Electorate electorate = new Electorate();
  private final BlockTree tree;
  private final MissingHeaders missing;
  private final Canonical leading = new Canonical();
  private final ReferenceHistory history;
  private QuorumWalk walk;
  private final FinalityTracker finality;
  private final ChainHistograms histograms;
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
  private boolean finalityReported;
  private boolean rose;
  private long revision;

  /** Makes the trackers of a chain and of all its nodes. */
  public ChainTracker(ChainPlan plan, List<NodePlan> nodePlans, Deadlines deadlines) {
    this.plan = plan;
    this.deadlines = deadlines;
    tree = new BlockTree(nodePlans.size(), this::linked);
    roster = new Roster((node, index) -> new NodeTracker(node, index, this, deadlines));
    nodes = roster.nodes();
    roster.become(nodePlans);
    slot = deadlines.add(nowNanos -> due = true);
    missing = new MissingHeaders(tree, nodes);
    history = new ReferenceHistory(tree);
    finality = new FinalityTracker(plan.quorum(), 0);
    histograms = new ChainHistograms(plan.id());
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
    deadlines.remove(slot);
  }

  private void assemble() {
    electorate.assemble(plan, nodes);
    walk = new QuorumWalk(plan.quorum(), electorate.weight());
    finality.replan(plan.quorum(), electorate.weight());
  }

  private void reassemble() {
    membershipMoved = false;
    assemble();
    votesMoved = true;
    allConcerned = true;
    finalityReported = true;
    membershipTopic.changed();
    statesTopic.changed();
  }

  public void onHead(NodeTracker node, HeadObserved fact) {
    Block headBefore = node.headBlock();
    node.onHead(fact);
    if (node.headBlock() != headBefore) {
      missing.headMoved();
    }
    if (fact.transport() == Transport.POLL) {
      histograms
          .roundTrip()
          .record(node, fact.received().nanos() - fact.sentNanos(), fact.received().nanos());
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
    finalityReported = true;
    touch(node);
  }

  /**
   * Takes a node out until an instant, or puts it back if that has come.
   *
   * @return whether enough voters are left; nothing has happened otherwise
   */
  public boolean drain(NodeTracker node, long untilNanos, long nowNanos) {
    if (untilNanos > nowNanos && !electorate.canSpare(node, plan.quorum().minNodes())) {
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

  void recordArrival(Block block, Block.Arrival arrival) {
    if (block.corroborated()) {
      recordDrift(block, arrival);
    } else {
      block.await(arrival);
    }
  }

  private void recordDrift(Block block, Block.Arrival arrival) {
    long driftNanos = Math.max(0, arrival.receivedNanos() - block.firstSeenNanos());
    histograms.drift().record(arrival.node(), driftNanos, arrival.receivedNanos());
    arrival.node().record().drifted(driftNanos, arrival.uncertaintyNanos());
  }

  /** A voter vouched for a block for the first time: earlier than known, all are behind longer. */
  void vouchedFor(Block block, long atNanos) {
    allConcerned |= block.arriveVoter(atNanos);
    if (block.votersArrived() >= CORROBORATION && !block.corroborated()) {
      corroborate(block);
    }
  }

  private void corroborate(Block block) {
    block.corroborate().forEach(arrival -> recordDrift(block, arrival));
  }

  /** A block's parent became known after the block: whoever vouches for it vouches for more. */
  private void linked(Block child) {
    nodes.forEach(node -> node.arrivals().inherit(child));
    leading.relink(child);
    history.relink(child);
    votesMoved = true;
    allConcerned = true;
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

  /** Who has a say is no longer who had: to be counted again in this step. */
  void membershipMoved() {
    membershipMoved = true;
  }

  void aliveChanged(NodeTracker node) {
    if (node.votes()) {
      electorate.observed(node.alive());
      votesMoved = true;
    }
    statesTopic.changed();
  }

  void finalizedReported(NodeTracker node) {
    finalityReported |= node.votes();
  }

  void stateChanged() {
    statesTopic.changed();
  }

  /** Makes true what follows from the facts and the time. */
  public void settle(Stamp now) {
    if (touched.isEmpty() && !due) {
      return;
    }
    revision++;
    due = false;
    touched.forEach(node -> node.updateVote(now.nanos()));
    if (membershipMoved) {
      reassemble();
    }
    boolean moved = votesMoved && moveHeads(now);
    votesMoved = false;
    (moved || allConcerned ? nodes : touched).forEach(node -> node.reclassify(now.nanos()));
    allConcerned = false;
    touched.clear();
    reanchor(now.nanos());
    if (finalityReported) {
      finalityReported = false;
      if (finality.update(electorate.voters(), now.nanos())) {
        finalityTopic.changed();
      }
    }
  }

  private boolean moveHeads(Stamp now) {
    Block leadingBefore = leading.tip();
    Block referenceBefore = history.current();
    walk.run(heads, electorate.voters());
    rose = history.moveTo(walk.reference(), now.nanos(), now.wallMs());
    moveLeading();
    if (rose) {
      histograms.finalityLag(finalityLagBlocks(), now.nanos());
      tree.pruneAround(history.chain().tip().height());
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
    Block next = walk.corroborated();
    if (observers() <= 2) {
      for (Block head : heads) {
        if (history.chain().commonWith(head) != null && outranks(head, next)) {
          next = head;
        }
      }
    }
    if (next != null) {
      leading.moveTo(next);
      for (Block b = next; b != null && !b.corroborated(); b = b.parent()) {
        corroborate(b);
      }
    }
  }

  /** Higher; among equals in height more weight, then the lower hash. */
  private static boolean outranks(Block head, Block other) {
    if (other == null || head.height() != other.height()) {
      return other == null || head.height() > other.height();
    }
    return head.headWeight() != other.headWeight()
        ? head.headWeight() > other.headWeight()
        : head.hash().compareTo(other.hash()) < 0;
  }

  /** Forgets that the reference rose in this step; called when the step is over. */
  public void endStep() {
    rose = false;
  }

  /** Whether the reference rose in this step. */
  public boolean roseInThisStep() {
    return rose;
  }

  public MissingHeaders missing() {
    return missing;
  }

  public ChainPlan plan() {
    return plan;
  }

  public List<NodeTracker> nodes() {
    return nodes;
  }

  /** Sum of the weights configured, without those drained. */
  public long configuredWeight() {
    return electorate.weight();
  }

  /** Voting nodes not UNKNOWN. */
  public int observers() {
    return electorate.observers();
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

  /** Reference − finalized; {@link NodeTracker#NO_VALUE} while either is unknown. */
  public long finalityLagBlocks() {
    Block tip = history.chain().tip();
    return tip == null || !finality.finalized().isPresent()
        ? NodeTracker.NO_VALUE
        : Math.max(0, tip.height() - finality.finalized().height());
  }

  /** Difference of the timestamps; {@link NodeTracker#NO_VALUE} while either is unknown. */
  public long finalityLagMs() {
    Block tip = history.chain().tip();
    return tip == null || finality.timestampMs() < 0
        ? NodeTracker.NO_VALUE
        : Math.max(0, tip.head().timestampMs() - finality.timestampMs());
  }

  /** The reference became another block, or none. */
  public Topic referenceTopic() {
    return referenceTopic;
  }

  /** Finality lag changed. */
  public Topic finalityTopic() {
    return finalityTopic;
  }

  /** Some node's state changed, or whether it is heard of at all. */
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

  Canonical leading() {
    return leading;
  }

  ReferenceHistory history() {
    return history;
  }

  FinalityTracker finality() {
    return finality;
  }

  long maxLeadBlocks() {
    return electorate.maxLeadBlocks();
  }

  /** The leading head is fresh while it is younger than two block times. */
  long leadingFreshUntilNanos() {
    return leading.tip() == null
        ? Long.MIN_VALUE
        : leading.tip().firstSeenNanos() + 2 * plan.blockTimeNanos();
  }

  long revision() {
    return revision;
  }
}
