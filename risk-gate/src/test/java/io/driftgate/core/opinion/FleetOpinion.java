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
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.ShadowPlan;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.view.ShadowRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All chains and markets, and the passing of time over them. */
final class FleetOpinion {
  final Map<ChainId, ChainOpinion> chains = new LinkedHashMap<>();
  final Map<NodeId, NodeOpinion> nodes = new LinkedHashMap<>();
  final List<MarketOpinion> markets = new ArrayList<>();
  final List<MarketOpinion> shadows = new ArrayList<>();

  /** Markets and shadows that this step's plan does not have any more. */
  final List<MarketOpinion> gone = new ArrayList<>();

  private long seqOfGone;

  /** This step's input was a plan. */
  private boolean swapped;

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
    becomes(plan);
    judge(null, false);
  }

  /** A plan takes over as a step's input. */
  void swaps(FleetPlan plan) {
    becomes(plan);
    swapped = true;
  }

  /** A plan takes over: what is equal in both keeps everything (definitions, The gate). */
  private void becomes(FleetPlan plan) {
    Set<ChainOpinion> changed = watch(plan);
    Map<String, MarketOpinion> before = new LinkedHashMap<>();
    markets.forEach(market -> before.put(market.id.value(), market));
    shadows.forEach(shadow -> before.put(nameOf(shadow.plan), shadow));
    List<LegOpinion> legs =
        before.values().stream().flatMap(market -> market.legs.stream()).toList();
    markets.clear();
    shadows.clear();
    Map<MarketId, MarketPlan> plans = new TreeMap<>();
    plan.markets().forEach(market -> plans.put(market.id(), market));
    for (MarketPlan market : plans.values()) {
      markets.add(admit(market, before.remove(market.id().value()), false, changed, legs));
    }
    for (ShadowPlan shadow : plan.shadows()) {
      MarketPlan over = shadow.over(plans.get(shadow.market()));
      shadows.add(admit(over, before.remove(nameOf(over)), true, changed, legs));
    }
    end(before.values());
    chains.values().forEach(this::forgetUnread);
  }

  private static String nameOf(MarketPlan shadow) {
    return shadow.id() + " under " + shadow.legs().get(0).policy().id();
  }

  /** Says which chains' plan or nodes are others than before. */
  private Set<ChainOpinion> watch(FleetPlan plan) {
    Map<ChainId, ChainOpinion> before = new LinkedHashMap<>(chains);
    Set<ChainOpinion> changed = new LinkedHashSet<>();
    chains.clear();
    for (ChainPlan chain : plan.chains()) {
      List<NodePlan> members =
          plan.nodes().stream().filter(node -> node.chain().equals(chain.id())).toList();
      ChainOpinion known = before.get(chain.id());
      ChainOpinion opinion = known == null ? new ChainOpinion(chain, members) : known;
      chains.put(chain.id(), opinion);
      if (known == null || known.becomes(chain, members, nowNanos)) {
        changed.add(opinion);
      }
    }
    nodes.clear();
    plan.nodes().forEach(node -> nodes.put(node.id(), null));
    chains.values().forEach(c -> c.nodes.forEach(n -> nodes.put(n.history.plan.id(), n)));
    return changed;
  }

  private MarketOpinion admit(
      MarketPlan plan,
      MarketOpinion known,
      boolean shadow,
      Set<ChainOpinion> changed,
      List<LegOpinion> before) {
    List<LegOpinion> legs = new ArrayList<>();
    for (MarketPlan.Leg leg : plan.legs()) {
      legs.add(new LegOpinion(leg, chainOf(leg.target()), wall));
    }
    legs.forEach(leg -> leg.keepsOf(before));
    if (known == null) {
      return new MarketOpinion(plan, legs, journal, nowNanos, shadow);
    }
    if (!known.plan.equals(plan) || legs.stream().anyMatch(leg -> changed.contains(leg.chain))) {
      known.becomes(plan, legs);
    }
    return known;
  }

  private void end(Collection<MarketOpinion> leaving) {
    for (MarketOpinion market : leaving) {
      market.ends(nowNanos, moment);
      seqOfGone += market.isShadow() ? 0 : market.version();
    }
    gone.addAll(leaving);
  }

  private void forgetUnread(ChainOpinion chain) {
    Set<Windows.Window> read = new HashSet<>();
    Stream.concat(markets.stream(), shadows.stream())
        .flatMap(market -> market.legs.stream())
        .flatMap(leg -> leg.bounds.stream())
        .filter(bound -> bound.measure() instanceof WindowMeasure)
        .forEach(bound -> read.add(((WindowMeasure) bound.measure()).window()));
    chain.windows.retain(read);
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

  boolean hasSwapped() {
    return swapped;
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
    gone.clear();
    swapped = false;
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
    return seqOfGone + markets.stream().mapToLong(MarketOpinion::version).sum();
  }
}
