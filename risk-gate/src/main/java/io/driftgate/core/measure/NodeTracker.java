package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.view.NodeState;
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
  private final Topic measured = new Topic();
  private final NodeRecord record = new NodeRecord();
  private final Arrivals arrivals;

  private final Liveness liveness;
  private final ShownHead shown;
  private final Credibility credibility = new Credibility();
  private final Position position;

  private NodePlan plan;
  private String named = "";
  private boolean vouched;
  private Block votedFor;

  private long drainedUntilNanos = Long.MIN_VALUE;
  private boolean drained;

  private BlockRef safe = BlockRef.NONE;
  private BlockRef finalized = BlockRef.NONE;
  private long finalizedTimestampMs = -1;

  private NodeState state = NodeState.UNKNOWN;

  NodeTracker(NodePlan plan, int index, ChainTracker chain, Deadlines deadlines) {
    this.plan = plan;
    this.index = index;
    this.chain = chain;
    this.deadlines = deadlines;
    liveness = new Liveness(plan.livenessNanos());
    shown = new ShownHead(chain.tree(), plan.livenessNanos());
    position = new Position(chain, liveness);
    arrivals = new Arrivals(this, index);
    slot = deadlines.add(nowNanos -> chain.touch(this));
  }

  void onHead(HeadObserved fact) {
    long receivedNanos = fact.received().nanos();
    if (fact.transport() == Transport.POLL) {
      credibility.reports(fact.flags());
      record.answered(fact);
    }
    Block block = chain.tree().add(fact.head(), shown.block());
    takeHead(block, fact);
    if (credibility.credible()) {
      arrivals.at(shown.block(), receivedNanos, uncertaintyNanos(fact));
    }
    chain.tree().forgetIfUnheld(block);
    liveness.answered(fact.sentNanos(), receivedNanos);
    takeFinality(fact.finality());
    record.touched();
  }

  private void takeHead(Block block, HeadObserved fact) {
    long receivedNanos = fact.received().nanos();
    if (shown.accepts(block, receivedNanos)) {
      uncount();
      shown.moveTo(block, receivedNanos);
      credibility.shownAnother();
    } else if (shown.jitters(block, fact.sentNanos())) {
      record.jittered(receivedNanos);
    } else {
      shown.shownAgain(block, receivedNanos);
    }
  }

  private long uncertaintyNanos(HeadObserved fact) {
    return fact.transport() == Transport.PUSH
        ? 0
        : liveness.sinceLastAnswerNanos(fact.received().nanos());
  }

  private void takeFinality(Finality finality) {
    if (!finality.asked()) {
      return;
    }
    safe = finality.safe();
    record.finalityKnown(
        finality.finalized().isPresent() && finality.finalized().height() >= finalized.height());
    if (finality.finalized().height() > finalized.height()) {
      finalized = finality.finalized();
      finalizedTimestampMs = finality.finalizedTimestampMs();
      chain.finalizedReported(this);
    }
  }

  void onFailure(ProbeFailed fact) {
    record.failed(fact);
    if (fact.kind() == FailureKind.INVALID_HEADER) {
      credibility.corrupt();
    }
    record.touched();
  }

  void onPush(PushChanged fact) {
    liveness.pushChanged(fact.trusted());
    record.pushChanged(fact.trusted());
    record.touched();
    measured.changed();
  }

  void onKeepAlive(KeepAlive fact) {
    if (liveness.keptAlive(fact.sentNanos(), fact.received().nanos())) {
      record.touched();
    }
  }

  void onClient(String family) {
    named = family;
    record.touched();
  }

  /** It is the same node under another plan; what it showed stands. */
  void replan(NodePlan next) {
    uncount();
    plan = next;
    liveness.replan(next.livenessNanos());
    shown.replan(next.livenessNanos());
    record.touched();
    chain.touch(this);
  }

  /** It is a node of this chain no more: lets go of all that is held for it. */
  void leave() {
    uncount();
    shown.leave();
    arrivals.leave();
    deadlines.remove(slot);
  }

  /** An operator takes it out until an instant, from which on it is back. */
  void drainUntil(long untilNanos) {
    drainedUntilNanos = untilNanos;
    record.touched();
  }

  private void updateDrain(long nowNanos) {
    boolean nowDrained = nowNanos < drainedUntilNanos;
    if (nowDrained != drained) {
      uncount();
      drained = nowDrained;
      record.touched();
      chain.membershipMoved();
    }
  }

  /** First half of a step: counts or uncounts its vote. */
  void updateVote(long nowNanos) {
    updateDrain(nowNanos);
    if (liveness.update(nowNanos)) {
      chain.aliveChanged(this);
    }
    boolean nowVouches = vouches();
    if (!nowVouches) {
      arrivals.interrupted();
    } else if (!vouched) {
      chain.finalizedReported(this);
    }
    vouched = nowVouches;
    if (!votes() || !nowVouches) {
      uncount();
    } else if (votedFor == null) {
      votedFor = shown.block();
      arrivals.enfranchise(nowNanos);
      chain.addVote(votedFor, plan.weight());
    }
  }

  private void uncount() {
    if (votedFor != null) {
      chain.removeVote(votedFor, plan.weight());
      votedFor = null;
    }
  }

  /** Second half, when the chain's heads are known: what is true of this node now. */
  void reclassify(long nowNanos) {
    position.update(shown.block(), nowNanos);
    NodeState next = stateAt(nowNanos);
    if (next != state) {
      state = next;
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
    if (position.isAloneAhead(shown.block()) && nowNanos <= chain.leadingFreshUntilNanos()) {
      return NodeState.SUSPECT;
    }
    return behindNanos(nowNanos) > chain.plan().toleranceNanos()
        ? NodeState.LAGGING
        : NodeState.IN_SYNC;
  }

  private long nextDeadlineNanos(long nowNanos) {
    long next = Math.min(liveness.endsAtNanos(), drained ? drainedUntilNanos : Deadlines.NEVER);
    if (alive()) {
      next = Math.min(next, position.divergesAtNanos(nowNanos));
    }
    if (state == NodeState.SUSPECT) {
      next = Math.min(next, chain.leadingFreshUntilNanos() + 1);
    }
    return Math.min(next, behindExceedsAtNanos(chain.plan().toleranceNanos(), nowNanos));
  }

  /**
   * How long it has lacked the first block of the leading chain that it lacks; 0 when it lacks
   * none; {@link #NO_VALUE} while UNKNOWN or without a leading head.
   */
  public long behindNanos(long nowNanos) {
    return position.behindNanos(nowNanos);
  }

  /** What lies between the last answer and now: {@code behind} may be larger by this much. */
  public long behindUncertaintyNanos(long nowNanos) {
    return position.behindUncertaintyNanos(nowNanos);
  }

  /**
   * The first instant after now at which {@code behind} exceeds a threshold if nothing more
   * arrives; {@link Deadlines#NEVER} if it already does, or never will.
   */
  public long behindExceedsAtNanos(long thresholdNanos, long nowNanos) {
    return position.behindExceedsAtNanos(thresholdNanos, nowNanos);
  }

  /** Leading height − own height, at least 0; {@link #NO_VALUE} without both. */
  public long headLagBlocks() {
    return position.headLagBlocks(shown.block());
  }

  /** Since the last good answer was asked for; {@link #NO_VALUE} before any. */
  public long dataAgeNanos(long nowNanos) {
    return liveness.dataAgeNanos(nowNanos);
  }

  /** Whether what it shows counts for anything: neither UNKNOWN nor CORRUPT nor without state. */
  boolean vouches() {
    return alive() && credibility.credible();
  }

  /** Its own among the chain's nodes while it is one of them. */
  int index() {
    return index;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** Whether it has a say at all. */
  public boolean votes() {
    return plan.weight() > 0 && !drained;
  }

  /** Whether an operator has taken it out: it is in no denominator (semantics §4, DRAINED). */
  public boolean drained() {
    return drained;
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
    return state;
  }

  /** Told whenever anything that a bound could look at may have changed. */
  public Topic measured() {
    return measured;
  }

  /** Empty while neither configured nor read from the node. */
  public String family() {
    return plan.family().isEmpty() ? named : plan.family();
  }

  /** Who runs it; a node without one is an operator of its own. */
  String operator() {
    return plan.operator().isEmpty() ? "node:" + plan.id() : plan.operator();
  }

  /** The highest block it has reported as finalized, or {@link BlockRef#NONE}. */
  public BlockRef finalized() {
    return finalized;
  }

  long finalizedTimestampMs() {
    return finalizedTimestampMs;
  }

  BlockRef safe() {
    return safe;
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
