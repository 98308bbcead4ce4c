package io.driftgate.core;

import static io.driftgate.core.Scene.MS;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.ShadowPlan;
import io.driftgate.core.plan.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a test may vary before the stage is set. */
final class Setting {
  private Openings openings = Openings.AT_ONCE;
  private final List<NodePlan> nodes = new ArrayList<>();
  private final List<BoundPlan> bounds = new ArrayList<>();
  private long toleranceMs = 500;
  private QuorumPlan quorum = new QuorumPlan(new Ratio(2, 3), 2, 1, 1);
  private RecoveryPlan recovery =
      new RecoveryPlan(10_000 * MS, 2, new Ratio(4, 5), 600_000 * MS, 300_000 * MS, 0);
  private final List<ShadowPlan> shadows = new ArrayList<>();
  private boolean pauseOnUnknown;
  private long maxPauseNanos = PolicyPlan.NO_MAX_PAUSE;
  private boolean quiet;
  private long maxLeadBlocks = ChainPlan.DEFAULT_MAX_LEAD;
  private Optional<Scope> leg = Optional.empty();

  Setting nodes(int count) {
    for (int i = 1; i <= count; i++) {
      node("n" + i, "", 1, 4_000);
    }
    return this;
  }

  /** Nodes whose silence is borne for a minute: what trips then is not their being UNKNOWN. */
  Setting patientNodes(int count) {
    for (int i = 1; i <= count; i++) {
      node("n" + i, "", 1, 60_000);
    }
    return this;
  }

  Setting node(String id, String cluster, int weight, long livenessMs) {
    nodes.add(
        new NodePlan(
            new NodeId(id), new ChainId("eth"), cluster, "", "", weight, livenessMs * MS, 0));
    return this;
  }

  Setting member(String id, String operator, String family) {
    nodes.add(
        new NodePlan(new NodeId(id), new ChainId("eth"), "", operator, family, 1, 4_000 * MS, 0));
    return this;
  }

  Setting tolerance(long ms) {
    toleranceMs = ms;
    return this;
  }

  Setting member(NodePlan plan) {
    nodes.add(plan);
    return this;
  }

  Setting quorum(QuorumPlan plan) {
    quorum = plan;
    return this;
  }

  Setting recovery(RecoveryPlan plan) {
    recovery = plan;
    return this;
  }

  Setting maxLead(long blocks) {
    maxLeadBlocks = blocks;
    return this;
  }

  Setting pauseOnUnknown() {
    pauseOnUnknown = true;
    return this;
  }

  Setting maxPause(long ms) {
    maxPauseNanos = ms * MS;
    return this;
  }

  /** The chain may lawfully produce no blocks. */
  Setting quiet() {
    quiet = true;
    return this;
  }

  /** A shadow that withdraws on staleness only. */
  Setting shadow(String policy, long withdrawMs) {
    BoundPlan bound =
        new BoundPlan(
            Metric.HEAD_STALENESS,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Ratio(withdrawMs * MS, 1)),
            Optional.empty());
    PolicyPlan plan = new PolicyPlan(policy, List.of(bound), recovery, 30_000 * MS, false);
    shadows.add(new ShadowPlan(new MarketId("M"), plan));
    return this;
  }

  Setting leg(String scope) {
    leg = Optional.of(Scope.parse(scope));
    return this;
  }

  /** Thresholds as text: milliseconds for ms metrics, else a count or fraction; null for none. */
  Setting bound(Metric metric, String scope, String widen, String withdraw, String pause) {
    bounds.add(
        new BoundPlan(
            metric,
            Optional.ofNullable(scope).map(Scope::parse),
            threshold(metric, widen),
            threshold(metric, withdraw),
            threshold(metric, pause)));
    return this;
  }

  /** A bound that only withdraws, over a window. */
  Setting windowed(Metric metric, String withdraw, long windowMs) {
    bounds.add(
        new BoundPlan(
            metric,
            Optional.empty(),
            Optional.empty(),
            threshold(metric, withdraw),
            Optional.empty(),
            windowMs * MS,
            BoundPlan.DEFAULT_MIN_SAMPLES));
    return this;
  }

  private static Optional<Ratio> threshold(Metric metric, String text) {
    return Optional.ofNullable(text)
        .map(Ratio::parse)
        .map(r -> metric.unit() == Unit.MS ? new Ratio(r.num() * MS / r.den(), 1) : r);
  }

  /** What relaxes waits for the journal. */
  Setting journalled() {
    openings = Openings.JOURNALLED;
    return this;
  }

  Scene start() {
    return startAt(0);
  }

  Scene startAt(long startMs) {
    return new Scene(plan(), startMs, openings);
  }

  FleetPlan plan() {
    if (bounds.stream().noneMatch(bound -> bound.metric() == Metric.HEAD_STALENESS)) {
      bound(Metric.HEAD_STALENESS, null, null, "60000", null);
    }
    ChainPlan chain =
        new ChainPlan(
            new ChainId("eth"),
            1_000 * MS,
            quorum,
            1_000 * MS,
            toleranceMs * MS,
            quiet,
            maxLeadBlocks);
    PolicyPlan policy =
        new PolicyPlan("p", bounds, recovery, 30_000 * MS, pauseOnUnknown, maxPauseNanos);
    Scope target = leg.orElse(Scope.parse("chain:eth"));
    MarketPlan market =
        new MarketPlan(new MarketId("M"), List.of(new MarketPlan.Leg(target, policy)));
    return new FleetPlan(List.of(chain), nodes, List.of(market), shadows);
  }
}
