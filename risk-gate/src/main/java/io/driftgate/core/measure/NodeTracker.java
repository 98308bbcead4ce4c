package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.view.NodeState;
import java.util.List;
import java.util.Set;

/**
 * One node: what it showed, how fresh that is, and how it stands to its chain (semantics §2, §4,
 * §5).
 */
public final class NodeTracker {
  /** No value: UNKNOWN, or nothing to compare with. */
  public static final long NO_VALUE = -1;

  private final int index;
  private final ChainTracker chain;
  private final Deadlines deadlines;
  private final int slot;
  private final FinalizedReports finalizedReports = new FinalizedReports();
  private final Topic measured = new Topic();
  private final NodeRecord record;
  private final Arrivals arrivals;
  private final NodeDurations drift;
  private final NodeDurations roundTrip;
  private final Liveness liveness;
  private final ShownHead shown;
  private final Credibility credibility = new Credibility();
  private final Position position;
  private final Ballot ballot;
  private final HeadDoubt doubt;
  private final Drain drain = new Drain();
  private final FinalityWords words = new FinalityWords();
  private final NodeStatus status = new NodeStatus();
  private NodePlan plan;
  private String named = "";
  private boolean vouched;

  /** The head that finality was last told of. */
  private Block toldHead;

  NodeTracker(NodePlan plan, int index, ChainTracker chain, Deadlines deadlines) {
    this.plan = plan;
    this.index = index;
    this.chain = chain;
    this.deadlines = deadlines;
    liveness = new Liveness(plan.livenessNanos());
    shown = new ShownHead(chain.tree(), plan.livenessNanos());
    position = new Position(chain, liveness);
    arrivals = new Arrivals(this, index);
    ballot = new Ballot(chain);
    doubt = new HeadDoubt(chain, liveness, shown, credibility);
    record = new NodeRecord(chain.histograms().drift().nodeBuckets());
    drift = new NodeDurations(this, chain.histograms().drift());
    roundTrip = new NodeDurations(this, chain.histograms().roundTrip());
    slot = deadlines.add(nowNanos -> chain.touch(this));
  }

  void onHead(HeadObserved fact) {
    if (fact.transport() == Transport.POLL) {
      credibility.reports(fact.flags());
      record.answered(fact);
    }
    boolean doubted = chain.verification().doubts(fact.verification());
    takeHead(chain.tree().add(fact.head(), shown.block(), doubted), fact);
    liveness.answered(fact.sentNanos(), fact.received().nanos());
    if (fact.finality().asked()) {
      record.finalityKnown(words.take(fact.finality()));
      if (fact.finality().finalized().isPresent()) {
        chain.finality().reported(this, fact.finality());
      }
    }
    record.touched();
  }

  private void takeHead(Block block, HeadObserved fact) {
    long receivedNanos = fact.received().nanos();
    if (shown.jitters(block, fact.sentNanos(), receivedNanos)) {
      record.jittered(receivedNanos);
    }
    judge(block, fact.verification());
    shown.shown(block, receivedNanos, fact.verification());
    chain.tree().forgetIfUnheld(block);
    arrivals.shown(receivedNanos, uncertaintyNanos(fact));
    tellHead();
    if (credibility.isCorrupt()) {
      chain.finality().headRepeated(this);
    }
  }

  private void tellHead() {
    if (shown.block() != toldHead) {
      Block left = toldHead;
      toldHead = shown.block();
      chain.headMoved(this, left);
    }
  }

  private void judge(Block block, Verification verification) {
    chain.tree().shownAs(block, verification);
    if (chain.verification().refutes(verification)) {
      credibility.corrupt(Fault.MISMATCH);
      record.refuted();
    } else {
      credibility.shownValid(block.height());
    }
  }

  private long uncertaintyNanos(HeadObserved fact) {
    return fact.transport() == Transport.PUSH
        ? 0
        : liveness.sinceLastAnswerNanos(fact.received().nanos());
  }

  public void onFailure(ProbeFailed fact) {
    record.failed(fact);
    if (fact.kind() == FailureKind.INVALID_HEADER) {
      credibility.corrupt(Fault.INVALID_HEADER);
    }
    chain.touch(this);
  }

  public void onPush(PushChanged fact) {
    liveness.pushChanged(fact.trusted());
    record.pushChanged(fact.trusted());
    record.touched();
    measured.changed();
    chain.touch(this);
  }

  public void onKeepAlive(KeepAlive fact) {
    if (liveness.keptAlive(fact.sentNanos(), fact.received().nanos())) {
      record.touched();
    }
    chain.touch(this);
  }

  void onClient(String family) {
    named = family;
    regroup();
    record.touched();
  }

  private void regroup() {
    drift.regroup();
    roundTrip.regroup();
  }

  /** It is the same node under another plan; what it showed stands. */
  void replan(NodePlan next) {
    ballot.cast(null, plan.weight());
    plan = next;
    regroup();
    liveness.replan(next.livenessNanos());
    shown.replan(next.livenessNanos());
    record.touched();
    chain.touch(this);
  }

  /** It is a node of this chain no more: lets go of all that is held for it. */
  void leave() {
    ballot.cast(null, plan.weight());
    chain.tree().forget(this);
    shown.leave();
    position.leave();
    arrivals.leave();
    deadlines.remove(slot);
  }

  /** An operator takes it out until an instant, from which on it is back. */
  void drainUntil(long untilNanos) {
    drain.until(untilNanos);
    record.touched();
  }

  private void updateDrain(long nowNanos) {
    if (drain.turns(nowNanos)) {
      ballot.cast(null, plan.weight());
      drain.turn();
      regroup();
      record.touched();
      chain.membershipMoved();
    }
  }

  /** A step's first part: what the time alone makes of it. */
  void refresh(long nowNanos) {
    updateDrain(nowNanos);
    if (liveness.update(nowNanos)) {
      chain.aliveChanged(this);
    }
    shown.fallBack(nowNanos);
    tellHead();
    if (chain.tree().twins().any() && chain.tree().twins().condemn(shown.block())) {
      credibility.corrupt(Fault.TWO_ROOTS);
    }
  }

  /** Second part: whether it vouches, and for what its vote counts. */
  void updateVote() {
    boolean nowVouches = vouches();
    if (nowVouches) {
      arrivals.weigh(shown.block());
    }
    if (nowVouches != vouched) {
      chain.vouchingChanged();
    }
    vouched = nowVouches;
    Block voted = votes() && nowVouches ? shown.block() : null;
    ballot.cast(voted, plan.weight());
    ballot.doubt(doubt.isDoubted());
  }

  /** Last part, when the chain's heads are known: what is true of these nodes now. */
  static void reclassify(List<NodeTracker> nodes, long nowNanos) {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).reclassify(nowNanos);
    }
  }

  private void reclassify(long nowNanos) {
    position.update(this, nowNanos);
    if (status.become(stateAt(nowNanos), alive(), drained())) {
      record.touched();
      chain.stateChanged();
    }
    deadlines.set(slot, nextDeadlineNanos(nowNanos));
    measured.changed();
  }

  private NodeState stateAt(long nowNanos) {
    if (credibility.isCorrupt()) {
      return NodeState.CORRUPT;
    }
    if (!alive()) {
      return NodeState.UNKNOWN;
    }
    if (position.diverged(nowNanos)) {
      return NodeState.DIVERGED;
    }
    if (chain.leading().isSuspect(shown.block(), nowNanos)) {
      return NodeState.SUSPECT;
    }
    return position.behindNanos(nowNanos) > chain.plan().toleranceNanos()
        ? NodeState.LAGGING
        : NodeState.IN_SYNC;
  }

  private long nextDeadlineNanos(long nowNanos) {
    long next = Math.min(liveness.endsAtNanos(), drain.endsAtNanos());
    if (alive()) {
      next = Math.min(next, shown.fallsAtNanos());
      next = Math.min(next, position.divergesAtNanos(nowNanos));
      next = Math.min(next, chain.leading().suspicionChangesAtNanos(shown.block(), nowNanos));
    }
    return Math.min(next, position.behindExceedsAtNanos(chain.plan().toleranceNanos(), nowNanos));
  }

  /** Where it stands to its chain. */
  public Position position() {
    return position;
  }

  /** Whether, and how lately, it was heard of. */
  public Liveness liveness() {
    return liveness;
  }

  /** Whether what it shows counts for anything: neither UNKNOWN nor CORRUPT nor without state. */
  boolean vouches() {
    return alive() && credibility.credible() && shown.block() != null;
  }

  /** It is CORRUPT from this step on, or again. */
  void corrupt(Fault fault) {
    credibility.corrupt(fault);
    chain.touch(this);
  }

  boolean isCorruptBy(Fault fault) {
    return credibility.isCorruptBy(fault);
  }

  /** A fault that it was blamed for is nobody's. */
  void forgive(Fault fault) {
    if (credibility.isCorruptBy(fault)) {
      credibility.forgive(fault);
      chain.touch(this);
    }
  }

  /** What is to be thought of its head's hash. */
  HeadDoubt doubt() {
    return doubt;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** Its own among the chain's nodes while it is one of them. */
  int index() {
    return index;
  }

  NodeDurations drift() {
    return drift;
  }

  NodeDurations roundTrip() {
    return roundTrip;
  }

  /** Whether it has a say at all. */
  public boolean votes() {
    return plan.weight() > 0 && !drain.drained();
  }

  /** Whether an operator has taken it out: it is in no denominator (semantics §4, DRAINED). */
  public boolean drained() {
    return drain.drained();
  }

  public boolean alive() {
    return liveness.alive();
  }

  /** The chain it is a node of. */
  public ChainTracker chain() {
    return chain;
  }

  public NodePlan plan() {
    return plan;
  }

  public NodeState state() {
    return status.state();
  }

  /**
   * Told whenever its state changes, or whether it is alive or drained; before {@link #measured}.
   */
  public Topic status() {
    return status.topic();
  }

  /** Told whenever anything that a bound could look at may have changed. */
  public Topic measured() {
    return measured;
  }

  /** Empty while neither configured nor read from the node. */
  public String family() {
    return plan.family().isEmpty() ? named : plan.family();
  }

  /** Who runs it; empty where that is not configured. */
  String operator() {
    return plan.operator();
  }

  /** The highest block it has reported as finalized, or {@link BlockRef#NONE}. */
  public BlockRef finalized() {
    return words.finalized();
  }

  FinalizedReports finalizedReports() {
    return finalizedReports;
  }

  BlockRef safe() {
    return words.safe();
  }

  Block headBlock() {
    return shown.block();
  }

  boolean pushTrusted() {
    return liveness.pushTrusted();
  }

  Set<NodeFlag> reportedFlags() {
    return credibility.reportedFlags();
  }

  NodeRecord record() {
    return record;
  }
}
