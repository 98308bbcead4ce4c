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

  /** A CORRUPT node must show so many valid heads in a row. */
  private static final int HEADS_TO_REDEEM = 32;

  private final NodePlan plan;
  private final ChainTracker chain;
  private final Deadlines deadlines;
  private final int slot;
  private final Topic measured = new Topic();
  private final NodeRecord record = new NodeRecord();
  private final Arrivals arrivals;

  private String family;
  private boolean answered;
  private boolean alive;
  private boolean pushTrusted;
  private boolean vouched;
  private boolean voting;

  private long drainedUntilNanos = Long.MIN_VALUE;
  private boolean drained;

  private int headsToRedeem;
  private Set<NodeFlag> reportedFlags = Set.of();

  private Block head;
  private long headShownNanos = Long.MIN_VALUE;
  private long lastAliveNanos = Long.MIN_VALUE;
  private long lastAnswerSentNanos = Long.MIN_VALUE;

  private BlockRef safe = BlockRef.NONE;
  private BlockRef finalized = BlockRef.NONE;
  private long finalizedTimestampMs = -1;

  private Block lacking;
  private long conflictSinceNanos = Deadlines.NEVER;
  private NodeState state = NodeState.UNKNOWN;

  NodeTracker(NodePlan plan, int index, ChainTracker chain, Deadlines deadlines) {
    this.plan = plan;
    this.chain = chain;
    this.deadlines = deadlines;
    family = plan.family();
    arrivals = new Arrivals(this, index);
    slot = deadlines.add(nowNanos -> chain.touch(this));
  }

  void onHead(HeadObserved fact) {
    answered = true;
    lastAliveNanos = Math.max(lastAliveNanos, fact.received().nanos());
    if (fact.transport() == Transport.POLL) {
      reportedFlags = fact.flags();
      record.answered(fact);
    }
    Block shown = chain.tree().add(fact.head(), head);
    if (accepts(shown, fact)) {
      moveHeadTo(shown);
      headShownNanos = fact.received().nanos();
    }
    if (credible()) {
      arrivals.at(head, fact.received().nanos(), uncertaintyNanos(fact));
    }
    chain.tree().forgetIfUnheld(shown);
    lastAnswerSentNanos = Math.max(lastAnswerSentNanos, fact.sentNanos());
    takeFinality(fact.finality());
    record.touched();
  }

  /**
   * The head is the highest shown within the liveness timeout (semantics §4, JITTER): an answer
   * that was on its way while the next head was pushed, or a balancer's slower backend, is no
   * reorg.
   */
  private boolean accepts(Block shown, HeadObserved fact) {
    if (head == null || (shown != head && !shown.reaches(head))) {
      return true;
    }
    if (shown == head) {
      headShownNanos = Math.max(headShownNanos, fact.received().nanos());
      return false;
    }
    if (fact.received().nanos() - headShownNanos > plan.livenessNanos()) {
      return true;
    }
    if (fact.sentNanos() > headShownNanos) {
      record.jittered(fact.received().nanos());
    }
    return false;
  }

  private void moveHeadTo(Block shown) {
    uncount();
    Block left = head;
    head = shown;
    head.hold();
    if (left != null) {
      left.release();
      chain.tree().forgetIfUnheld(left);
    }
    headsToRedeem = Math.max(0, headsToRedeem - 1);
  }

  private long uncertaintyNanos(HeadObserved fact) {
    return fact.transport() == Transport.PUSH
        ? 0
        : Math.max(0, fact.received().nanos() - lastAnswerSentNanos);
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
      headsToRedeem = HEADS_TO_REDEEM;
    }
    record.touched();
  }

  void onPush(PushChanged fact) {
    pushTrusted = fact.trusted();
    record.pushChanged(fact.trusted());
    record.touched();
    measured.changed();
  }

  /** A living connection proves a living node only while it is expected to bring the heads. */
  void onKeepAlive(KeepAlive fact) {
    if (answered && pushTrusted) {
      lastAliveNanos = Math.max(lastAliveNanos, fact.received().nanos());
      lastAnswerSentNanos = Math.max(lastAnswerSentNanos, fact.sentNanos());
      record.touched();
    }
  }

  void onClient(String named) {
    family = plan.family().isEmpty() ? named : plan.family();
    record.touched();
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
    boolean nowAlive = answered && nowNanos - lastAliveNanos <= plan.livenessNanos();
    if (nowAlive != alive) {
      alive = nowAlive;
      chain.aliveChanged(this);
    }
    boolean nowVouches = vouches();
    if (!nowVouches) {
      arrivals.interrupted();
    } else if (!vouched) {
      chain.finalizedReported(this);
    }
    vouched = nowVouches;
    boolean shouldVote = votes() && nowVouches;
    if (shouldVote && !voting) {
      voting = true;
      arrivals.enfranchise(nowNanos);
      chain.addVote(head, plan.weight());
    } else if (!shouldVote) {
      uncount();
    }
  }

  private void uncount() {
    if (voting) {
      voting = false;
      chain.removeVote(head, plan.weight());
    }
  }

  /** Second half, when the chain's heads are known: what is true of this node now. */
  void reclassify(long nowNanos) {
    lacking = Standing.firstLacking(head, chain.leading());
    boolean conflicts = head != null && Standing.conflicts(head, chain.history().chain());
    if (!conflicts) {
      conflictSinceNanos = Deadlines.NEVER;
    } else if (conflictSinceNanos == Deadlines.NEVER) {
      conflictSinceNanos = nowNanos;
    }
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
    if (headsToRedeem > 0) {
      return NodeState.CORRUPT;
    }
    if (!alive) {
      return NodeState.UNKNOWN;
    }
    if (conflictSinceNanos != Deadlines.NEVER
        && nowNanos - conflictSinceNanos > chain.plan().graceNanos()) {
      return NodeState.DIVERGED;
    }
    if (isAloneAhead() && nowNanos <= chain.leadingFreshUntilNanos()) {
      return NodeState.SUSPECT;
    }
    return behindNanos(nowNanos) > chain.plan().toleranceNanos()
        ? NodeState.LAGGING
        : NodeState.IN_SYNC;
  }

  private boolean isAloneAhead() {
    Block leading = chain.leading().tip();
    return leading != null && head.height() - leading.height() > chain.maxLeadBlocks();
  }

  private long nextDeadlineNanos(long nowNanos) {
    long next = drained ? drainedUntilNanos : Deadlines.NEVER;
    if (alive) {
      next = Math.min(next, lastAliveNanos + plan.livenessNanos() + 1);
    }
    if (alive && conflictSinceNanos != Deadlines.NEVER) {
      next = Math.min(next, laterThan(nowNanos, conflictSinceNanos + chain.plan().graceNanos()));
    }
    if (state == NodeState.SUSPECT) {
      next = Math.min(next, chain.leadingFreshUntilNanos() + 1);
    }
    return Math.min(next, behindExceedsAtNanos(chain.plan().toleranceNanos(), nowNanos));
  }

  /** The first instant past a limit; none if it has passed, whatever state hides that it has. */
  private static long laterThan(long nowNanos, long limitNanos) {
    return limitNanos >= nowNanos ? limitNanos + 1 : Deadlines.NEVER;
  }

  /**
   * How long it has lacked the first block of the leading chain that it lacks; 0 when it lacks
   * none; {@link #NO_VALUE} while UNKNOWN or without a leading head.
   */
  public long behindNanos(long nowNanos) {
    if (!alive || chain.leading().tip() == null) {
      return NO_VALUE;
    }
    if (lacking == null) {
      return 0;
    }
    long asOf = pushTrusted ? nowNanos : lastAnswerSentNanos;
    return Math.max(0, asOf - lacking.firstSeenNanos());
  }

  /** What lies between the last answer and now: {@code behind} may be larger by this much. */
  public long behindUncertaintyNanos(long nowNanos) {
    return lacking == null || pushTrusted ? 0 : Math.max(0, nowNanos - lastAnswerSentNanos);
  }

  /**
   * The first instant after now at which {@code behind} exceeds a threshold if nothing more
   * arrives; {@link Deadlines#NEVER} if it already does, or never will.
   */
  public long behindExceedsAtNanos(long thresholdNanos, long nowNanos) {
    if (!alive || lacking == null || !pushTrusted || behindNanos(nowNanos) > thresholdNanos) {
      return Deadlines.NEVER;
    }
    return lacking.firstSeenNanos() + thresholdNanos + 1;
  }

  /** Leading height − own height, at least 0; {@link #NO_VALUE} without both. */
  public long headLagBlocks() {
    Block leading = chain.leading().tip();
    return head == null || leading == null
        ? NO_VALUE
        : Math.max(0, leading.height() - head.height());
  }

  /** Since the last good answer was asked for; {@link #NO_VALUE} before any. */
  public long dataAgeNanos(long nowNanos) {
    return answered ? Math.max(0, nowNanos - lastAnswerSentNanos) : NO_VALUE;
  }

  /** Whether what it shows counts for anything: neither UNKNOWN nor CORRUPT nor without state. */
  boolean vouches() {
    return alive && credible();
  }

  private boolean credible() {
    return headsToRedeem == 0
        && !reportedFlags.contains(NodeFlag.OPTIMISTIC)
        && !reportedFlags.contains(NodeFlag.EL_OFFLINE);
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
    return alive;
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
    return family;
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
    return head;
  }

  boolean pushTrusted() {
    return pushTrusted;
  }

  Set<NodeFlag> reportedFlags() {
    return reportedFlags;
  }

  NodeRecord record() {
    return record;
  }
}
