package io.driftgate.core;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
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
import io.driftgate.core.plan.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** A fleet on two chains, and minutes of what random nodes would tell about it. */
final class RandomFleet {
  static final long MS = 1_000_000;
  static final RecoveryPlan RECOVERY =
      new RecoveryPlan(3_000 * MS, 2, new Ratio(4, 5), 60_000 * MS, 6_000 * MS, 1_000 * MS);

  /** Something told at an instant. */
  record Input(Stamp at, String node, Consumer<GateInputs> tell) {}

  private final Random random;
  private final boolean hostile;
  private final List<Input> inputs = new ArrayList<>();
  private final long[] height = {100, 100};
  private final int[] branch = new int[2];

  /** Where each branch of the first chain begins. */
  private final List<Long> beginnings = new ArrayList<>(List.of(0L));

  private long nowMs;

  private RandomFleet(long seed, boolean hostile) {
    random = new Random(seed);
    this.hostile = hostile;
  }

  static FleetPlan plan(long seed) {
    Random random = new Random(seed);
    List<NodePlan> nodes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int weight = i == 5 ? 0 : 1 + (random.nextInt(3) == 0 ? random.nextInt(2) : 0);
      nodes.add(node("n" + i, "eth", i < 3 ? "a" : "b", weight));
    }
    nodes.add(node("m0", "l2", "", 1));
    nodes.add(node("m1", "l2", "", 1));
    PolicyPlan main = policy("main", false, mainBounds());
    PolicyPlan close = policy("close", true, closeBounds());
    List<MarketPlan> markets =
        List.of(
            market("A", leg("chain:eth", main)),
            market("B", leg("node:n1", close)),
            market("C", leg("cluster:b", close), leg("chain:l2", main)));
    return new FleetPlan(List.of(chain("eth", 2), chain("l2", 1)), nodes, markets);
  }

  private static ChainPlan chain(String id, int minNodes) {
    QuorumPlan quorum =
        new QuorumPlan(minNodes == 1 ? new Ratio(51, 100) : new Ratio(2, 3), minNodes, 1, 1);
    return new ChainPlan(new ChainId(id), 1_000 * MS, quorum, 1_000 * MS, 500 * MS, false);
  }

  private static NodePlan node(String id, String chain, String cluster, int weight) {
    return new NodePlan(new NodeId(id), new ChainId(chain), cluster, "", "", weight, 4_000 * MS, 0);
  }

  private static List<BoundPlan> mainBounds() {
    return List.of(
        bound(Metric.HEAD_STALENESS, null, "4000", "6000", "9000"),
        bound(Metric.DIVERGED, null, "0", "1/3", "1/2"),
        bound(Metric.QUORUM_AGREEMENT, null, "0.7", "0.5", null),
        bound(Metric.OBSERVERS, null, null, "2", "1"),
        bound(Metric.FINALITY_LAG, null, "35", null, "40"));
  }

  private static List<BoundPlan> closeBounds() {
    return List.of(
        bound(Metric.HEAD_STALENESS, null, null, "5000", null),
        bound(Metric.BEHIND, "cluster:a", "600", "1500", "2500"),
        bound(Metric.BEHIND, "node:n2", null, "900", null),
        bound(Metric.HEAD_LAG, "cluster:b", "1", "3", null),
        bound(Metric.QUORUM_AGREEMENT, "cluster:b", "0.6", null, null));
  }

  private static PolicyPlan policy(String id, boolean pauseOnUnknown, List<BoundPlan> bounds) {
    return new PolicyPlan(id, bounds, RECOVERY, 20_000 * MS, pauseOnUnknown);
  }

  private static MarketPlan market(String id, MarketPlan.Leg... legs) {
    return new MarketPlan(new MarketId(id), List.of(legs));
  }

  private static MarketPlan.Leg leg(String scope, PolicyPlan policy) {
    return new MarketPlan.Leg(Scope.parse(scope), policy);
  }

  private static BoundPlan bound(
      Metric metric, String scope, String widen, String withdraw, String pause) {
    return new BoundPlan(
        metric,
        Optional.ofNullable(scope).map(Scope::parse),
        threshold(metric, widen),
        threshold(metric, withdraw),
        threshold(metric, pause));
  }

  private static Optional<Ratio> threshold(Metric metric, String text) {
    return Optional.ofNullable(text)
        .map(Ratio::parse)
        .map(r -> metric.unit() == Unit.MS ? new Ratio(r.num() * MS / r.den(), 1) : r);
  }

  /** Calm nodes show every block of one chain; hostile times have everything else, too. */
  static List<Input> inputs(long seed, boolean hostile, int seconds) {
    RandomFleet fleet = new RandomFleet(seed, hostile);
    int silentUntil = 0;
    for (int second = 0; second < seconds; second++) {
      fleet.nowMs = second * 1_000L;
      if (second >= silentUntil) {
        fleet.second();
      }
      if (hostile && fleet.random.nextInt(60) == 0) {
        silentUntil = second + fleet.random.nextInt(12);
      }
    }
    return fleet.inputs;
  }

  private void second() {
    height[0]++;
    height[1]++;
    if (hostile && random.nextInt(40) == 0) {
      branch[0]++;
      height[0] -= random.nextInt(3);
      beginnings.add(height[0]);
    }
    int rounds = 1 + random.nextInt(3);
    for (int round = 0; round < rounds; round++) {
      nowMs += random.nextInt(1_000 / rounds);
      for (int i = 0; i < 8; i++) {
        if (!hostile || random.nextInt(6) > 0) {
          turn(i < 6 ? "n" + i : "m" + (i - 6), i < 6 ? 0 : 1);
        }
      }
    }
  }

  private Stamp stamp() {
    long lateMs = hostile && random.nextInt(10) == 0 ? random.nextInt(300) : 0;
    return new Stamp((nowMs - lateMs) * MS, Scene.START_WALL_MS + nowMs - lateMs);
  }

  private void turn(String node, int chain) {
    NodeId id = new NodeId(node);
    Stamp at = stamp();
    int odd = hostile ? random.nextInt(60) : 59;
    switch (odd) {
      case 0 -> add(at, node, gate -> gate.onPush(new PushChanged(id, true, at)));
      case 1 -> add(at, node, gate -> gate.onPush(new PushChanged(id, false, at)));
      case 2 -> add(at, node, gate -> gate.onKeepAlive(new KeepAlive(id, at.nanos(), at)));
      case 3 -> {
        FailureKind kind = any(FailureKind.values());
        add(at, node, gate -> gate.onFailure(new ProbeFailed(id, Transport.POLL, kind, at, "")));
      }
      case 4 -> add(at, node, gate -> gate.onClient(new ClientIdentified(id, "geth", at)));
      case 5 -> show(chain, node, at, lie(chain), Set.of());
      case 6 ->
          show(
              chain,
              node,
              at,
              head(chain, height[chain], branch[chain]),
              Set.of(NodeFlag.OPTIMISTIC));
      case 7 -> show(chain, node, at, late(chain), Set.of());
      case 8 -> add(at, node, gate -> gate.onTick(at));
      default -> show(chain, node, at, head(chain, height[chain], branch[chain]), Set.of());
    }
  }

  private Head late(int chain) {
    long begun = chain == 0 ? beginnings.get(branch[0]) : 0;
    return head(chain, Math.max(begun, height[chain] - 3), branch[chain]);
  }

  private FailureKind any(FailureKind... kinds) {
    return List.of(kinds).get(random.nextInt(kinds.length));
  }

  private Head lie(int chain) {
    long at =
        random.nextInt(4) == 0
            ? random.nextLong() & Long.MAX_VALUE
            : height[chain] + random.nextInt(5);
    Hash parent = hash(chain, height[chain] - random.nextInt(2), branch[chain]);
    return new Head(at, new Hash(at, 66, random.nextInt(3), 6), parent, Hash.ZERO, 0);
  }

  private static Hash hash(int chain, long height, int branch) {
    return new Hash(height, branch, chain, 1);
  }

  /** Branches share no blocks above their first: each begins under a block of the one before. */
  private static Head head(int chain, long height, int branch) {
    return new Head(
        height, hash(chain, height, branch), hash(chain, height - 1, branch), Hash.ZERO, 0);
  }

  private void show(int chain, String node, Stamp at, Head head, Set<NodeFlag> flags) {
    NodeId id = new NodeId(node);
    if (random.nextBoolean() && flags.isEmpty()) {
      add(at, node, gate -> gate.onHead(HeadObserved.pushed(id, at, head)));
      return;
    }
    long sent = at.nanos() - random.nextInt(50) * MS;
    BlockRef finalized = finalized(chain, Math.max(0, head.height() - 32));
    Finality finality = Finality.of(finalized, finalized);
    HeadObserved fact = new HeadObserved(id, Transport.POLL, sent, at, head, finality, flags);
    add(at, node, gate -> gate.onHead(fact));
  }

  /** What no branch has left behind: they part by a few blocks only. */
  private BlockRef finalized(int chain, long at) {
    int on = chain == 0 ? branch[0] : 0;
    while (on > 0 && beginnings.get(on) > at) {
      on--;
    }
    return new BlockRef(at, hash(chain, at, on));
  }

  private void add(Stamp at, String node, Consumer<GateInputs> tell) {
    inputs.add(new Input(at, node, tell));
  }
}
