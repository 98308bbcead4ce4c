package io.driftgate.core.opinion;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.ShadowPlan;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.view.ShadowRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All chains and markets, and the passing of time over them. */
final class FleetOpinion {
  final Map<ChainId, ChainOpinion> chains = new LinkedHashMap<>();
  final Map<NodeId, NodeOpinion> nodes = new LinkedHashMap<>();
  final List<MarketOpinion> markets = new ArrayList<>();
  final List<MarketOpinion> shadows = new ArrayList<>();
  final WallOpinion wall = new WallOpinion();
  final JournalOpinion journal = new JournalOpinion();

  /** What people were told of in this step. */
  final List<String> notices = new ArrayList<>();

  /** Counts judgements, so that what happens in one can be told from what happened before. */
  private long moment;

  private long nowNanos;

  /** The first instant in the last passing of time at which anything differed from before. */
  private long firstChangeNanos = Long.MAX_VALUE;

  private String firstChange = "";
  private Face face;

  FleetOpinion(FleetPlan plan, Stamp start) {
    nowNanos = start.nanos();
    wall.raises(start);
    for (ChainPlan chain : plan.chains()) {
      List<NodePlan> members =
          plan.nodes().stream().filter(node -> node.chain().equals(chain.id())).toList();
      ChainOpinion opinion = new ChainOpinion(chain, members);
      chains.put(chain.id(), opinion);
      opinion.nodes.forEach(node -> nodes.put(node.history.plan.id(), node));
    }
    for (MarketPlan market : plan.markets()) {
      markets.add(market(market, Optional.empty()));
    }
    for (ShadowPlan shadow : plan.shadows()) {
      MarketPlan market =
          plan.markets().stream().filter(m -> m.id().equals(shadow.market())).findFirst().get();
      shadows.add(market(market, Optional.of(shadow.policy())));
    }
    judge(null, false);
  }

  private MarketOpinion market(MarketPlan plan, Optional<PolicyPlan> shadow) {
    List<LegOpinion> legs = new ArrayList<>();
    for (MarketPlan.Leg leg : plan.legs()) {
      PolicyPlan policy = shadow.orElse(leg.policy());
      legs.add(new LegOpinion(leg, policy, chainOf(leg.target()), wall));
    }
    return new MarketOpinion(plan.id(), legs, journal, nowNanos, shadow.isPresent());
  }

  private ChainOpinion chainOf(Scope scope) {
    if (scope.over() == Metric.Over.CHAIN) {
      return chains.get(new ChainId(scope.target()));
    }
    return chains.values().stream()
        .filter(c -> c.histories.stream().anyMatch(n -> new Members(c, scope).contains(n)))
        .findFirst()
        .orElseThrow();
  }

  ChainOpinion chainOf(NodeOpinion node) {
    return chains.get(node.history.plan.chain());
  }

  ChainOpinion chain(ChainId id) {
    return chains.get(id);
  }

  NodeOpinion node(NodeId id) {
    return nodes.get(id);
  }

  Optional<MarketOpinion> market(MarketId id) {
    return markets.stream().filter(market -> market.id.equals(id)).findFirst();
  }

  /** The shadow of a market under a policy. */
  MarketOpinion shadow(ShadowRow row) {
    return shadows.stream()
        .filter(s -> s.id.equals(row.row().id()) && s.policyId().equals(row.policy()))
        .findFirst()
        .orElseThrow();
  }

  long nowNanos() {
    return nowNanos;
  }

  long firstChangeNanos() {
    return firstChangeNanos;
  }

  String firstChange() {
    return firstChange;
  }

  /** Core time rises to a stamp, through every instant at which something may differ. */
  void passesTo(Stamp stamp) {
    notices.clear();
    firstChangeNanos = Long.MAX_VALUE;
    if (stamp.nanos() <= nowNanos) {
      return;
    }
    long next = nextCandidateNanos();
    while (next < stamp.nanos()) {
      passesTo(next);
      next = nextCandidateNanos();
    }
    wall.raises(stamp);
    passesTo(stamp.nanos());
  }

  private void passesTo(long nanos) {
    Face before = face;
    nowNanos = nanos;
    judge(null, false);
    if (!face.equals(before) && firstChangeNanos == Long.MAX_VALUE) {
      firstChangeNanos = nanos;
      firstChange = before.differenceTo(face);
    }
  }

  /** Judges the fleet as of now. */
  void judge(NodeOpinion told, boolean byInput) {
    moment++;
    long wallMs = wall.ms(nowNanos);
    for (ChainOpinion chain : chains.values()) {
      NodeOpinion own = told != null && chain.nodes.contains(told) ? told : null;
      chain.judge(nowNanos, wallMs, moment, own, byInput);
    }
    for (MarketOpinion market : markets) {
      if (market.judge(nowNanos, moment)) {
        notices.add(Notice.Kind.PAUSED_TOO_LONG + " " + market.id);
      }
    }
    shadows.forEach(shadow -> shadow.judge(nowNanos, moment));
    face = Face.of(this);
  }

  private long nextCandidateNanos() {
    Instants out = new Instants(nowNanos);
    for (ChainOpinion chain : chains.values()) {
      chain.instants(out);
      wall.instants(chain, nowNanos, out);
    }
    journal.instants(out);
    markets.forEach(market -> market.instants(nowNanos, out));
    shadows.forEach(shadow -> shadow.instants(nowNanos, out));
    return out.earliestNanos();
  }

  /** A drain that would leave too few voters. */
  boolean refuses(DrainOrder order, NodeOpinion node) {
    ChainOpinion chain = chainOf(node);
    long left =
        chain.histories.stream().filter(h -> h != node.history && h.isVoter(nowNanos)).count();
    return order.untilNanos() > order.at().nanos()
        && node.history.plan.weight() > 0
        && left < chain.plan.quorum().minNodes();
  }

  /** The sum of all transitions, shadows apart. */
  long seq() {
    return markets.stream().mapToLong(MarketOpinion::version).sum();
  }
}
