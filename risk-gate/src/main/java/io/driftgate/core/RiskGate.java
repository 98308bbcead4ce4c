package io.driftgate.core;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.ClientIdentified;
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
import io.driftgate.core.gate.MarketGates;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.measure.Views;
import io.driftgate.core.measure.WallClock;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.Openings;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.view.BoundReader;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.Held;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeView;
import io.driftgate.core.view.ShadowRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * The whole core behind its two ports. Each input is one step: due deadlines are applied first,
 * then the input, then everything that follows from it; signals leave within the step.
 *
 * <p>Not thread-safe: one thread calls everything (live: the gate loop). Core time is the greatest
 * time it has been given and never runs back (semantics §1).
 */
public final class RiskGate implements GateInputs, GateOrders, GateView {
  private final Announcer announcer;
  private final Deadlines deadlines = new Deadlines();
  private final Fleet fleet;
  private final Map<ChainId, ChainTracker> chains;
  private final Map<NodeId, NodeTracker> nodes;
  private final MarketGates markets;
  private final WallClock wall;

  private Stamp now;
  private long ignoredInputs;

  /**
   * Makes a gate in which every market is closed.
   *
   * @param epoch this process's start count, greater than any before
   * @param start core time's beginning
   * @param listener is told of every transition
   * @throws IllegalArgumentException naming every rule that the plan breaks
   */
  public RiskGate(FleetPlan plan, long epoch, Stamp start, SignalListener listener) {
    this(plan, epoch, start, Openings.AT_ONCE, listener);
  }

  /** The same, where what relaxes may have to wait for the journal. */
  public RiskGate(
      FleetPlan plan, long epoch, Stamp start, Openings openings, SignalListener listener) {
    mustKeepRules(plan);
    announcer = new Announcer(epoch, start, listener);
    now = start;
    wall = new WallClock(start, deadlines);
    fleet = new Fleet(plan, deadlines, wall, announcer::noticed);
    chains = fleet.chains();
    nodes = fleet.nodes();
    markets =
        new MarketGates(
            plan.markets(), plan.shadows(), chains, deadlines, start, openings, announcer);
    markets.settle(now);
  }

  private static void mustKeepRules(FleetPlan plan) {
    List<PlanRules.Violation> violations = PlanRules.check(plan);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException("the plan cannot run: " + violations);
    }
  }

  @Override
  public void onHead(HeadObserved fact) {
    NodeTracker node = begin(fact.node(), fact.received());
    if (node != null) {
      node.chain().onHead(node, fact);
      finish(node, Cause.Kind.HEAD, fact.head());
    }
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    NodeTracker node = begin(fact.node(), fact.at());
    if (node != null) {
      node.onFailure(fact);
      finish(node, Cause.Kind.FAILURE, null);
    }
  }

  @Override
  public void onPush(PushChanged fact) {
    NodeTracker node = begin(fact.node(), fact.at());
    if (node != null) {
      node.onPush(fact);
      finish(node, Cause.Kind.PUSH, null);
    }
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    NodeTracker node = begin(fact.node(), fact.received());
    if (node != null) {
      node.onKeepAlive(fact);
      finish(node, Cause.Kind.PUSH, null);
    }
  }

  @Override
  public void onClient(ClientIdentified fact) {
    NodeTracker node = begin(fact.node(), fact.at());
    if (node != null) {
      node.chain().onClient(node, fact);
      finish(node, Cause.Kind.CLIENT, null);
    }
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    NodeTracker node = begin(fact.node(), fact.received());
    if (node != null) {
      node.chain().onHeader(node, fact);
      finish(node, Cause.Kind.HEADER, fact.head());
    }
  }

  @Override
  public void onRollup(RollupObserved fact) {
    NodeTracker node = begin(fact.node(), fact.received());
    if (node != null) {
      node.chain().rollup().heard(fact);
      finish(node, Cause.Kind.ROLLUP, null);
    }
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    advanceTo(fact.at());
    ChainTracker chain = chains.get(fact.chain());
    if (chain == null) {
      ignoredInputs++;
      return;
    }
    chain.staleness().probed(fact, now.nanos());
    finish(chain, Cause.Kind.LIVENESS);
  }

  @Override
  public void onDrain(DrainOrder order) {
    NodeTracker node = begin(order.node(), order.at());
    if (node == null) {
      refuse(order.node().value(), "there is no such node: name one of the plan");
    } else if (!node.chain().drain(node, order.untilNanos(), now.nanos())) {
      refuse(
          order.node().value(),
          "without it fewer than quorum.minNodes voters are left on "
              + node.plan().chain()
              + ": put another one back first");
    } else {
      finish(node, Cause.Kind.OPERATOR, null);
    }
  }

  private void refuse(String subject, String message) {
    announcer.begin(Cause.Kind.OPERATOR, now);
    announcer.noticed(Notice.Kind.ORDER_REFUSED, subject, message);
  }

  @Override
  public void onOverride(OverrideOrder order) {
    advanceTo(order.at());
    if (markets.order(order)) {
      announcer.begin(Cause.Kind.OPERATOR, now);
      markets.settle(now);
    } else {
      ignoredInputs++;
    }
  }

  @Override
  public void onProtection(ProtectionChanged fact) {
    advanceTo(fact.at());
    if (markets.protect(fact)) {
      announcer.begin(Cause.Kind.OPERATOR, now);
      markets.settle(now);
    } else {
      ignoredInputs++;
    }
  }

  @Override
  public void onJournal(JournalChanged fact) {
    advanceTo(fact.at());
    announcer.begin(Cause.Kind.JOURNAL, now);
    markets.journal(fact, now);
    markets.settle(now);
  }

  @Override
  public void onJournalled(Journalled fact) {
    advanceTo(fact.at());
    announcer.begin(Cause.Kind.JOURNAL, now);
    markets.journalled(fact.ticket());
    markets.settle(now);
  }

  @Override
  public void onPlan(FleetPlan plan, Stamp at) {
    mustKeepRules(plan);
    advanceTo(at);
    announcer.begin(Cause.Kind.CONFIGURATION, now);
    Set<ChainId> changed = fleet.replan(plan);
    markets.replan(plan.markets(), plan.shadows(), chains, changed, now);
    chains.values().forEach(chain -> chain.histograms().endUnread());
    settleAll();
  }

  @Override
  public void onTick(Stamp stamp) {
    advanceTo(stamp);
  }

  /** Time first: what is due by now must not be undone by what arrives only now. */
  private NodeTracker begin(NodeId id, Stamp stamp) {
    advanceTo(stamp);
    NodeTracker node = nodes.get(id);
    if (node == null) {
      ignoredInputs++;
    }
    return node;
  }

  private void advanceTo(Stamp stamp) {
    boolean wallTurned = false;
    if (stamp.nanos() > now.nanos()) {
      now = stamp;
      wallTurned = wall.advance(stamp);
    }
    if (wallTurned || deadlines.earliestNanos() <= now.nanos()) {
      announcer.begin(Cause.Kind.DEADLINE, now);
      deadlines.runDue(now.nanos());
      settleAll();
    }
  }

  private void settleAll() {
    chains.values().forEach(chain -> chain.settle(now));
    markets.settle(now);
    chains.values().forEach(ChainTracker::endStep);
  }

  private void finish(NodeTracker node, Cause.Kind kind, Head shown) {
    announcer.begin(kind, node.plan().id(), shown, now);
    node.chain().settle(now);
    markets.settle(now);
    node.chain().endStep();
  }

  private void finish(ChainTracker chain, Cause.Kind kind) {
    announcer.begin(kind, now);
    chain.settle(now);
    markets.settle(now);
    chain.endStep();
  }

  /** The earliest instant at which {@link #onTick} is wanted; {@link Long#MAX_VALUE} for none. */
  public long nextDeadlineNanos() {
    return Math.min(deadlines.earliestNanos(), wall.nextDeadlineNanos());
  }

  /**
   * Sends every market to WITHDRAW for good; from here on inputs may restrict, and relax nothing.
   */
  public void shutdown(Stamp at) {
    advanceTo(at);
    announcer.begin(Cause.Kind.SHUTDOWN, now);
    markets.stop(now);
  }

  /** Inputs about nodes, chains and markets that the plan does not name, since start. */
  public long ignoredInputs() {
    return ignoredInputs;
  }

  /** Headers that were told though nobody had asked for them, since start. */
  public long ignoredHeaders() {
    return chains.values().stream().mapToLong(chain -> chain.missing().ignored()).sum();
  }

  /** Shows what each bound is held against now; walks over all of them. */
  public void readBounds(BoundReader reader) {
    markets.readBounds(reader, now.nanos());
  }

  /** What is held in memory, and its bounds; walks over all of it. */
  public Held held() {
    List<Held.OfChain> ofChains = chains.values().stream().map(Views::held).toList();
    return new Held(ofChains, deadlines.size());
  }

  @Override
  public long epoch() {
    return announcer.epoch();
  }

  @Override
  public long seq() {
    return announcer.seq();
  }

  @Override
  public List<MarketRow> markets() {
    return markets.rows(now.nanos());
  }

  @Override
  public Optional<MarketRow> market(MarketId id) {
    return markets.row(id, now.nanos());
  }

  @Override
  public List<ChainView> chains() {
    return chains.values().stream().map(this::view).toList();
  }

  @Override
  public Optional<ChainView> chain(ChainId id) {
    return Optional.ofNullable(chains.get(id)).map(this::view);
  }

  private ChainView view(ChainTracker chain) {
    return Views.of(chain, now);
  }

  @Override
  public List<NodeId> nodeIds() {
    return List.copyOf(nodes.keySet());
  }

  @Override
  public List<NodeView> nodes() {
    return nodes.values().stream().map(node -> Views.of(node, now.nanos())).toList();
  }

  @Override
  public Optional<NodeView> node(NodeId id) {
    return Optional.ofNullable(nodes.get(id)).map(node -> Views.of(node, now.nanos()));
  }

  @Override
  public List<ShadowRow> shadows() {
    return markets.shadows(now.nanos());
  }

  @Override
  public List<BlockRef> missingHeaders(ChainId chain) {
    ChainTracker tracker = chains.get(chain);
    return tracker == null ? List.of() : tracker.missing().list();
  }

  @Override
  public Optional<Histogram> histogram(HistogramQuery query) {
    return chains.values().stream()
        .flatMap(chain -> chain.histograms().copy(query, now.nanos()).stream())
        .findFirst();
  }
}
