package io.driftgate.core;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.Openings;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A told-time stage for the core: one chain {@code eth} with a block time of 1 s, one market {@code
 * M}; times are milliseconds since the start. Blocks are named by height and branch.
 */
final class Scene {
  static final long MS = 1_000_000;
  static final long START_WALL_MS = 1_700_000_000_000L;

  final List<GateSignal> signals = new ArrayList<>();
  final List<GateSignal> shadowSignals = new ArrayList<>();
  final List<Opening> openings = new ArrayList<>();
  final List<Notice> notices = new ArrayList<>();
  final RiskGate gate;
  private List<NodeId> voters;
  private long wallOffsetMs;

  Scene(FleetPlan plan, long startMs, Openings rule) {
    gate = new RiskGate(plan, 7, stamp(startMs), rule, new Heard());
    voters = plan.nodes().stream().map(NodePlan::id).toList();
  }

  private final class Heard implements SignalListener {
    @Override
    public void onSignal(GateSignal signal) {
      signals.add(signal);
    }

    @Override
    public void onShadow(String policy, GateSignal signal) {
      shadowSignals.add(signal);
    }

    @Override
    public void onOpening(Opening opening) {
      openings.add(opening);
    }

    @Override
    public void onNotice(Notice notice) {
      notices.add(notice);
    }
  }

  static Setting with() {
    return new Setting();
  }

  static Stamp stamp(long ms) {
    return new Stamp(ms * MS, START_WALL_MS + ms);
  }

  /** A block's hash: its height and branch. */
  static Hash hash(long height, int branch) {
    return new Hash(height, branch, 1, 1);
  }

  /** A block whose parent is of the same branch, down to where branches part: height 100. */
  static Head block(long height, int branch) {
    int parentBranch = height <= 101 ? 0 : branch;
    return new Head(
        height,
        hash(height, height <= 100 ? 0 : branch),
        hash(height - 1, parentBranch),
        new Hash(height, branch, 2, 2),
        START_WALL_MS + (height - 100) * 1_000);
  }

  /** From now on the wall clock is off by so much; seen by pushes and ticks. */
  Scene wallOff(long offsetMs) {
    wallOffsetMs = offsetMs;
    return this;
  }

  private Stamp offset(long atMs) {
    return new Stamp(atMs * MS, START_WALL_MS + atMs + wallOffsetMs);
  }

  /** Lags in blocks; -1 for unsaid. */
  Scene rollup(String node, long originLag, long batchLag, long atMs) {
    gate.onRollup(
        new RollupObserved(
            new NodeId(node),
            offset(atMs),
            originLag,
            originLag < 0 ? -1 : originLag * 12_000,
            batchLag,
            -1));
    return this;
  }

  Scene probe(boolean alive, long atMs) {
    gate.onLiveness(new LivenessObserved(new ChainId("eth"), alive, offset(atMs)));
    return this;
  }

  Scene push(String node, long height, long atMs) {
    return pushBranch(node, height, 0, atMs);
  }

  Scene pushBranch(String node, long height, int branch, long atMs) {
    gate.onHead(HeadObserved.pushed(new NodeId(node), offset(atMs), block(height, branch)));
    return this;
  }

  Scene poll(String node, long height, long sentMs, long receivedMs) {
    return poll(node, block(height, 0), Finality.NOT_ASKED, sentMs, receivedMs);
  }

  Scene poll(String node, Head head, Finality finality, long sentMs, long receivedMs) {
    gate.onHead(
        HeadObserved.polled(new NodeId(node), sentMs * MS, stamp(receivedMs), head, finality));
    return this;
  }

  /** A push of whatever head, with the verdict on its hash. */
  Scene show(String node, Head head, Verification verification, long atMs) {
    gate.onHead(
        new HeadObserved(
            new NodeId(node),
            Transport.PUSH,
            atMs * MS,
            stamp(atMs),
            head,
            Finality.NOT_ASKED,
            Set.of(),
            verification));
    return this;
  }

  Scene show(String node, long height, Verification verification, long atMs) {
    return show(node, block(height, 0), verification, atMs);
  }

  /** A block with the hash of the main branch and another state root. */
  static Head twin(long height) {
    Head block = block(height, 0);
    return new Head(
        height, block.hash(), block.parentHash(), new Hash(6, 6, 6, height), block.timestampMs());
  }

  Scene finalized(String node, long height, long finalizedHeight, long atMs) {
    BlockRef finalized = new BlockRef(finalizedHeight, hash(finalizedHeight, 0));
    return poll(node, block(height, 0), Finality.of(finalized, finalized), atMs, atMs);
  }

  Scene everybody(long height, long atMs) {
    voters.forEach(node -> push(node.value(), height, atMs));
    return this;
  }

  /** Everybody sees one block a second, from one height and instant to another. */
  Scene blocks(long fromHeight, long toHeight, long firstAtMs) {
    for (long height = fromHeight; height <= toHeight; height++) {
      everybody(height, firstAtMs + (height - fromHeight) * 1_000);
    }
    return this;
  }

  Scene trustPush(String node, long atMs) {
    gate.onPush(new PushChanged(new NodeId(node), true, stamp(atMs)));
    return this;
  }

  Scene keepAlive(String node, long atMs) {
    gate.onKeepAlive(new KeepAlive(new NodeId(node), atMs * MS, stamp(atMs)));
    return this;
  }

  Scene client(String node, String family, long atMs) {
    gate.onClient(new ClientIdentified(new NodeId(node), family, stamp(atMs)));
    return this;
  }

  Scene fail(String node, FailureKind kind, long atMs) {
    gate.onFailure(
        new ProbeFailed(new NodeId(node), Transport.POLL, kind, stamp(atMs), kind.name()));
    return this;
  }

  Scene header(String node, Head head, long atMs) {
    gate.onHeader(new HeaderFetched(new NodeId(node), head, stamp(atMs)));
    return this;
  }

  /** Somebody hands out whatever is missing, one header a millisecond; returns how many. */
  int fetchMissing(String node, int branch, long atMs) {
    int fetched = 0;
    List<BlockRef> missing = gate.missingHeaders(new ChainId("eth"));
    while (!missing.isEmpty() && fetched < 100) {
      header(node, block(missing.get(0).height(), branch), atMs + fetched);
      fetched++;
      missing = gate.missingHeaders(new ChainId("eth"));
    }
    return fetched;
  }

  Scene drain(String node, long untilMs, long atMs) {
    gate.onDrain(new DrainOrder(new NodeId(node), "ann", "upgrade", untilMs * MS, stamp(atMs)));
    return this;
  }

  Scene lift(String node, long atMs) {
    gate.onDrain(DrainOrder.lift(new NodeId(node), "ann", "done", stamp(atMs)));
    return this;
  }

  Scene swap(Setting next, long atMs) {
    FleetPlan plan = next.plan();
    gate.onPlan(plan, stamp(atMs));
    voters = plan.nodes().stream().map(NodePlan::id).toList();
    return this;
  }

  Scene tick(long atMs) {
    gate.onTick(offset(atMs));
    return this;
  }

  Scene tickNanos(long nanos) {
    gate.onTick(new Stamp(nanos, START_WALL_MS + wallOffsetMs + nanos / MS));
    return this;
  }

  Scene force(Quotes quotes, Liquidations liquidations, long untilMs, long atMs) {
    return order(OverrideOrder.Kind.FORCE, quotes, liquidations, untilMs, atMs);
  }

  Scene hold(long untilMs, long atMs) {
    return order(OverrideOrder.Kind.HOLD, Quotes.OPEN, Liquidations.ENABLED, untilMs, atMs);
  }

  private Scene order(
      OverrideOrder.Kind kind, Quotes quotes, Liquidations pause, long untilMs, long atMs) {
    MarketId market = new MarketId("M");
    gate.onOverride(
        new OverrideOrder(
            market, kind, quotes, pause, "ann", "upgrade", untilMs * MS, stamp(atMs)));
    return this;
  }

  Scene lift(long atMs) {
    gate.onOverride(OverrideOrder.lift(new MarketId("M"), "ann", "done", stamp(atMs)));
    return this;
  }

  Scene journal(boolean writable, long atMs) {
    gate.onJournal(new JournalChanged(writable, stamp(atMs)));
    return this;
  }

  Scene journalled(long ticket, long atMs) {
    gate.onJournalled(new Journalled(ticket, stamp(atMs)));
    return this;
  }

  MarketRow market() {
    return gate.market(new MarketId("M")).orElseThrow();
  }

  Quotes quotes() {
    return market().quotes();
  }

  ChainView chain() {
    return gate.chains().get(0);
  }

  NodeView node(String id) {
    return gate.node(new NodeId(id)).orElseThrow();
  }

  NodeState state(String id) {
    return node(id).state();
  }

  GateSignal last() {
    return signals.get(signals.size() - 1);
  }
}
