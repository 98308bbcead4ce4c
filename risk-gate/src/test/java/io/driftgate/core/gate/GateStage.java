package io.driftgate.core.gate;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.measure.Trackers;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.ShadowPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.MarketRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gate alone over two chains of three nodes; times are milliseconds since the start. */
final class GateStage implements MarketListener {
  static final long MS = 1_000_000;

  final List<String> moves = new ArrayList<>();
  final List<String> shadowMoves = new ArrayList<>();
  final Deadlines deadlines = new Deadlines();
  final Map<ChainId, ChainTracker> chains = new LinkedHashMap<>();
  MarketGates gates;
  private List<MarketPlan> markets = List.of();
  private Stamp now = stamp(0);

  GateStage() {
    renew(new ChainId("eth"));
    renew(new ChainId("l2"));
  }

  static Stamp stamp(long ms) {
    return new Stamp(ms * MS, ms);
  }

  /** Puts a new tracker in the place of a chain's. */
  ChainTracker renew(ChainId id) {
    QuorumPlan quorum = new QuorumPlan(new Ratio(2, 3), 2, 1, 1);
    ChainPlan plan = new ChainPlan(id, 1_000 * MS, quorum, 1_000 * MS, 500 * MS, false);
    List<NodePlan> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String cluster = id.value().equals("eth") ? "c" : "d";
      NodeId node = new NodeId(id + "-" + i);
      nodes.add(new NodePlan(node, id, cluster, "", "", 1, 3_600_000 * MS, 0));
    }
    ChainTracker chain = Trackers.of(plan, nodes, deadlines);
    chains.put(id, chain);
    return chain;
  }

  static PolicyPlan stale(String id, long withdrawMs) {
    return policy(id, bound(Metric.HEAD_STALENESS, withdrawMs));
  }

  static PolicyPlan median(String id, long withdrawMs) {
    return policy(id, bound(Metric.HEAD_STALENESS, withdrawMs), bound(Metric.BEHIND, withdrawMs));
  }

  static BoundPlan bound(Metric metric, long withdrawMs) {
    Optional<Ratio> withdraw = Optional.of(new Ratio(withdrawMs * MS, 1));
    return new BoundPlan(metric, Optional.empty(), Optional.empty(), withdraw, Optional.empty());
  }

  static PolicyPlan policy(String id, BoundPlan... bounds) {
    return policy(id, RecoveryPlan.DEFAULT, bounds);
  }

  static PolicyPlan policy(String id, RecoveryPlan recovery, BoundPlan... bounds) {
    return new PolicyPlan(id, List.of(bounds), recovery, 30_000 * MS, false);
  }

  static MarketPlan.Leg leg(String target, PolicyPlan policy) {
    return new MarketPlan.Leg(Scope.parse(target), policy);
  }

  static MarketPlan market(String id, String target, PolicyPlan policy) {
    return new MarketPlan(new MarketId(id), List.of(leg(target, policy)));
  }

  void start(List<MarketPlan> plans) {
    markets = plans;
    gates = new MarketGates(plans, List.of(), chains, deadlines, now, Openings.AT_ONCE, this);
    gates.settle(now);
  }

  List<MarketPlan> markets() {
    return markets;
  }

  void replan(List<MarketPlan> plans, Set<ChainId> changed, long atMs) {
    replan(plans, List.of(), changed, atMs);
  }

  void replan(List<MarketPlan> plans, List<ShadowPlan> shadows, Set<ChainId> changed, long atMs) {
    tick(atMs);
    markets = plans;
    gates.replan(plans, shadows, chains, changed, now);
    settle();
  }

  /** All nodes of both chains show a block a second. */
  GateStage blocks(long fromHeight, long toHeight, long firstAtMs) {
    for (long height = fromHeight; height <= toHeight; height++) {
      Stamp at = stamp(firstAtMs + (height - fromHeight) * 1_000);
      for (ChainTracker chain : chains.values()) {
        for (NodeTracker node : chain.nodes()) {
          advance(at);
          Hash parent = new Hash(height - 1, 1, 1, 1);
          Head head = new Head(height, new Hash(height, 1, 1, 1), parent, Hash.ZERO, 0);
          chain.onHead(node, HeadObserved.pushed(node.plan().id(), at, head));
          settle();
        }
      }
    }
    return this;
  }

  GateStage tick(long ms) {
    advance(stamp(ms));
    return this;
  }

  void tickNanos(long nanos) {
    advance(new Stamp(nanos, nanos / MS));
  }

  private void advance(Stamp at) {
    now = at;
    if (deadlines.earliestNanos() <= at.nanos()) {
      deadlines.runDue(at.nanos());
      settle();
    }
  }

  private void settle() {
    chains.values().forEach(chain -> chain.settle(now));
    gates.settle(now);
    chains.values().forEach(ChainTracker::endStep);
  }

  MarketRow row(String market) {
    return gates.row(new MarketId(market), now.nanos()).orElseThrow();
  }

  Quotes quotes(String market) {
    return row(market).quotes();
  }

  @Override
  public void moved(MarketGate market, Quotes quotesBefore, Liquidations liquidationsBefore) {
    moves.add(market.id() + " " + quotesBefore + ">" + market.quotes());
  }

  @Override
  public void shadowMoved(
      String policy, MarketGate shadow, Quotes quotesBefore, Liquidations liquidationsBefore) {
    shadowMoves.add(policy + " " + shadow.id() + " " + quotesBefore + ">" + shadow.quotes());
  }

  @Override
  public void opens(
      MarketGate market, long ticket, Quotes nextQuotes, Liquidations nextLiquidations) {
    throw new AssertionError("asked for " + ticket);
  }

  @Override
  public void noticed(Notice.Kind kind, String subject, String message) {
    throw new AssertionError(kind + " " + message);
  }
}
