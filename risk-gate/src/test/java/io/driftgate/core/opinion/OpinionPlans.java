package io.driftgate.core.opinion;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Random plans: two chains, ten nodes, every metric that is on. */
final class OpinionPlans {
  private static final long MS = OpinionFleet.MS;

  private final Random random;
  private final List<BoundPlan> bounds = new ArrayList<>();
  private int legNumber;

  private OpinionPlans(Random random) {
    this.random = random;
  }

  static FleetPlan plan(Random random) {
    return new OpinionPlans(random).plan();
  }

  private FleetPlan plan() {
    List<NodePlan> nodes = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      int weight = i == 6 ? 0 : 1 + random.nextInt(4) / 3;
      nodes.add(node("n" + i, "eth", i < 3 ? "a" : "b", i % 3, weight));
    }
    for (int i = 0; i < 3; i++) {
      nodes.add(node("m" + i, "l2", "", i, 1));
    }
    boolean quiet = Features.on(Features.QUIET) && random.nextBoolean();
    List<ChainPlan> chains = List.of(chain("eth", 1_000, false), chain("l2", 1_500, quiet));
    PolicyPlan wide = policy("wide", false, this::wideBounds);
    PolicyPlan close = policy("close", true, this::closeBounds);
    PolicyPlan single = policy("single", random.nextBoolean(), this::singleBounds);
    PolicyPlan second = policy("second", random.nextBoolean(), this::secondBounds);
    List<MarketPlan> markets =
        List.of(
            market("A", leg("chain:eth", wide)),
            market("B", leg("node:n1", single)),
            market("C", leg("cluster:b", close), leg("chain:l2", second)),
            market("D", leg("chain:l2", second)),
            new MarketPlan(new MarketId("E"), alone()));
    List<ShadowPlan> shadows =
        Features.on(Features.SHADOWS)
            ? List.of(new ShadowPlan(new MarketId("A"), single))
            : List.of();
    return new FleetPlan(chains, nodes, markets, shadows);
  }

  private ChainPlan chain(String id, long blockMs, boolean quiet) {
    boolean eth = id.equals("eth");
    QuorumPlan quorum =
        new QuorumPlan(
            eth ? new Ratio(2, 3) : new Ratio(51, 100), 2, 1, eth && random.nextBoolean() ? 2 : 1);
    return new ChainPlan(new ChainId(id), blockMs * MS, quorum, blockMs * MS, 500 * MS, quiet);
  }

  private NodePlan node(String id, String chain, String cluster, int operator, int weight) {
    String family = random.nextBoolean() ? "" : "geth";
    long liveness = 3_000 + random.nextInt(3) * 1_000L;
    return new NodePlan(
        new NodeId(id),
        new ChainId(chain),
        cluster,
        "op" + operator,
        family,
        weight,
        liveness * MS,
        0);
  }

  private PolicyPlan policy(String id, boolean pauseOnUnknown, Runnable fill) {
    bounds.clear();
    fill.run();
    RecoveryPlan recovery =
        new RecoveryPlan(
            (1_000L + random.nextInt(4) * 1_000L) * MS,
            random.nextInt(4),
            new Ratio(4, 5),
            20_000 * MS,
            8_000 * MS,
            1_000 * MS * random.nextInt(2));
    boolean pages = Features.on(Features.MAX_PAUSE) && random.nextBoolean();
    long maxPause = pages ? 5_000 * MS : PolicyPlan.NO_MAX_PAUSE;
    return new PolicyPlan(id, bounds, recovery, 10_000 * MS, pauseOnUnknown, maxPause);
  }

  private void wideBounds() {
    bound(Metric.HEAD_STALENESS, null, "3000", "5000", "8000");
    bound(Metric.DIVERGED, null, "0", "1/3", "1/2");
    bound(Metric.QUORUM_AGREEMENT, null, "0.7", "0.5", null);
    bound(Metric.OBSERVERS, null, null, "4", "3");
    bound(Metric.BEHIND, "cluster:a", "600", "1500", null);
    if (Features.on(Features.HEAD_AGE)) {
      bound(Metric.HEAD_AGE, null, "4000", "7000", null);
    }
    if (Features.on(Features.FINALITY_BY_HASH)) {
      bound(Metric.FINALITY_LAG, null, "10", "14", "20");
      bound(Metric.FINALITY_STALENESS, null, "6000", null, "15000");
    }
    if (Features.on(Features.WINDOWS)) {
      windowed(Metric.REORG_DEPTH, null, 30_000, "0", "1", 1);
      windowed(Metric.DRIFT_P90, null, 30_000, "200", "400", 8);
      windowed(Metric.DRIFT_P50, "cluster:b", 20_000, "150", "300", 5);
      windowed(Metric.DRIFT_P99, "operator:op1", 40_000, "250", null, 5);
    }
  }

  private void closeBounds() {
    bound(Metric.HEAD_STALENESS, null, null, "4000", null);
    bound(Metric.BEHIND, null, "600", "1500", "2500");
    bound(Metric.BEHIND, "node:n2", null, "900", null);
    bound(Metric.HEAD_LAG, null, "1", "3", null);
    bound(Metric.QUORUM_AGREEMENT, "cluster:b", "0.6", null, null);
    bound(Metric.DIVERGED, "cluster:a", null, "1/2", null);
    bound(Metric.OBSERVERS, "cluster:a", "2", null, null);
    if (Features.on(Features.WINDOWS)) {
      windowed(Metric.ROUND_TRIP_P90, null, 20_000, "60", "75", 5);
      windowed(Metric.DRIFT_P95, "family:geth", 20_000, "220", null, 4);
    }
  }

  private void singleBounds() {
    bound(Metric.HEAD_STALENESS, null, null, "6000", null);
    bound(Metric.BEHIND, "node:n0", "700", "2000", "4000");
    bound(Metric.HEAD_LAG, "node:n0", "1", "4", null);
    if (Features.on(Features.DATA_AGE)) {
      bound(Metric.DATA_AGE, "node:n0", "1500", "2500", null);
    }
    if (Features.on(Features.WINDOWS)) {
      windowed(Metric.DRIFT_P999, "node:n3", 30_000, "260", null, 6);
      windowed(Metric.ROUND_TRIP_P50, "node:n3", 20_000, "50", null, 3);
    }
  }

  private void secondBounds() {
    bound(Metric.HEAD_STALENESS, null, "4000", "6000", "9000");
    if (Features.on(Features.ROLLUPS)) {
      bound(Metric.L1_ORIGIN_LAG, null, "5", "8", null);
      bound(Metric.BATCH_LAG_MS, null, "2000", null, "3000");
    }
    if (Features.on(Features.FINALITY_BY_HASH)) {
      bound(Metric.FINALITY_LAG_MS, null, "14000", "20000", null);
    }
  }

  /** Bounds that are each alone on a leg, where no other hides what they read. */
  private List<MarketPlan.Leg> alone() {
    List<MarketPlan.Leg> legs = new ArrayList<>();
    legs.add(leg("chain:eth", policy("a0", false, this::loose)));
    legs.add(leg("chain:l2", policy("a1", true, this::loose)));
    if (Features.on(Features.DATA_AGE)) {
      legs.add(alone("node:n4", Metric.DATA_AGE, "node:n1", 300, 3_000));
      legs.add(alone("chain:l2", Metric.DATA_AGE, "node:m1", 300, 3_000));
    }
    if (Features.on(Features.HEAD_AGE)) {
      legs.add(alone("chain:eth", Metric.HEAD_AGE, null, 2_000, 5_000));
      legs.add(alone("chain:l2", Metric.HEAD_AGE, null, 3_000, 5_000));
    }
    if (Features.on(Features.ROLLUPS)) {
      legs.add(alone("chain:l2", Metric.L1_ORIGIN_LAG, null, 1, 8));
      legs.add(alone("chain:l2", Metric.L1_ORIGIN_LAG_MS, null, 300, 3_000));
      legs.add(alone("chain:eth", Metric.BATCH_LAG, null, 1, 8));
      legs.add(alone("chain:l2", Metric.BATCH_LAG_MS, null, 300, 3_000));
    }
    if (Features.on(Features.WINDOWS)) {
      windows(legs);
    }
    return legs;
  }

  private void windows(List<MarketPlan.Leg> legs) {
    legs.add(window("chain:eth", Metric.DRIFT_P50, null, 20, 200));
    legs.add(window("chain:l2", Metric.DRIFT_P99, null, 20, 300));
    legs.add(window("chain:eth", Metric.DRIFT_P90, "cluster:a", 20, 250));
    legs.add(window("chain:eth", Metric.DRIFT_P95, "operator:op2", 20, 250));
    legs.add(window("chain:eth", Metric.DRIFT_P90, "family:geth", 20, 250));
    legs.add(window("chain:eth", Metric.DRIFT_P999, "node:n0", 20, 250));
    legs.add(window("chain:l2", Metric.DRIFT_P50, "node:m0", 20, 200));
    legs.add(window("chain:eth", Metric.ROUND_TRIP_P50, "cluster:b", 20, 70));
    legs.add(window("chain:eth", Metric.ROUND_TRIP_P99, "node:n2", 50, 85));
    legs.add(window("chain:eth", Metric.ROUND_TRIP_P95, "node:n6", 50, 85));
    legs.add(window("chain:l2", Metric.REORG_DEPTH, null, 0, 3));
  }

  private MarketPlan.Leg window(String leg, Metric metric, String scope, int low, int high) {
    int widen = low + random.nextInt(high - low + 1);
    int withdraw = widen + random.nextInt(high - low + 1);
    long windowMs = (1 + random.nextInt(4)) * 10_000L;
    String id = metric.name().toLowerCase(Locale.ROOT) + legNumber++;
    return leg(
        leg,
        policy(id, false, () -> windowed(metric, scope, windowMs, "" + widen, "" + withdraw, 3)));
  }

  private void loose() {
    bound(Metric.HEAD_STALENESS, null, null, "20000", "20000");
  }

  /** A leg with one bound, of which about half of the values between two are beyond. */
  private MarketPlan.Leg alone(String leg, Metric metric, String scope, int low, int high) {
    int widen = low + random.nextInt(high - low + 1);
    int withdraw = widen + random.nextInt(high - low + 1);
    String id = metric.name().toLowerCase(Locale.ROOT);
    return leg(leg, policy(id, false, () -> bound(metric, scope, "" + widen, "" + withdraw, null)));
  }

  private void bound(Metric metric, String scope, String widen, String withdraw, String pause) {
    bounds.add(
        new BoundPlan(
            metric,
            Optional.ofNullable(scope).map(Scope::parse),
            threshold(metric, widen),
            threshold(metric, withdraw),
            threshold(metric, pause)));
  }

  private void windowed(
      Metric metric, String scope, long windowMs, String widen, String withdraw, int samples) {
    bounds.add(
        new BoundPlan(
            metric,
            Optional.ofNullable(scope).map(Scope::parse),
            threshold(metric, widen),
            threshold(metric, withdraw),
            Optional.empty(),
            windowMs * MS,
            samples));
  }

  private static Optional<Ratio> threshold(Metric metric, String text) {
    return Optional.ofNullable(text)
        .map(Ratio::parse)
        .map(r -> metric.unit() == Unit.MS ? new Ratio(r.num() * MS / r.den(), 1) : r);
  }

  private static MarketPlan market(String id, MarketPlan.Leg... legs) {
    return new MarketPlan(new MarketId(id), List.of(legs));
  }

  private static MarketPlan.Leg leg(String scope, PolicyPlan policy) {
    return new MarketPlan.Leg(Scope.parse(scope), policy);
  }
}
