package io.driftgate.core.opinion;

import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.ShadowPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Plans that take over from a random one: nodes, chains and markets differ, come and go. */
final class OpinionSwaps {
  private static final long MS = OpinionFleet.MS;

  private final FleetPlan first;
  private final Random random;

  OpinionSwaps(FleetPlan first, Random random) {
    this.first = first;
    this.random = random;
  }

  /** One that breaks no rule; at times the first again. */
  FleetPlan next() {
    FleetPlan next = changed();
    return PlanRules.check(next).isEmpty() ? next : first;
  }

  private FleetPlan changed() {
    FleetPlan drawn = random.nextBoolean() ? OpinionPlans.plan(random) : first;
    List<NodePlan> nodes = new ArrayList<>(first.nodes());
    NodePlan leaves = random.nextBoolean() ? null : nodes.remove(random.nextInt(nodes.size()));
    nodes.replaceAll(this::changed);
    List<ChainPlan> chains = first.chains().stream().map(this::changed).toList();
    List<MarketPlan> markets = new ArrayList<>();
    for (int i = 0; i < first.markets().size(); i++) {
      MarketPlan market = (random.nextInt(3) == 0 ? drawn : first).markets().get(i);
      if (random.nextInt(8) > 0 && !names(market, leaves)) {
        markets.add(market);
      }
    }
    List<ShadowPlan> shadows = new ArrayList<>(random.nextBoolean() ? drawn.shadows() : List.of());
    shadows.removeIf(s -> markets.stream().noneMatch(m -> m.id().equals(s.market())));
    return new FleetPlan(chains, nodes, markets, shadows);
  }

  private static boolean names(MarketPlan market, NodePlan node) {
    return node != null && market.toString().contains("node:" + node.id());
  }

  private NodePlan changed(NodePlan node) {
    if (random.nextInt(6) > 0) {
      return node;
    }
    return new NodePlan(
        node.id(),
        node.chain(),
        node.cluster().isEmpty() || random.nextBoolean() ? node.cluster() : "b",
        "op" + random.nextInt(3),
        random.nextBoolean() ? "" : "geth",
        random.nextInt(3),
        (3_000 + random.nextInt(3) * 1_000L) * MS,
        node.errorBarNanos());
  }

  private ChainPlan changed(ChainPlan chain) {
    if (random.nextInt(3) > 0) {
      return chain;
    }
    QuorumPlan quorum = chain.quorum();
    return new ChainPlan(
        chain.id(),
        chain.blockTimeNanos(),
        new QuorumPlan(
            new Ratio(51 + random.nextInt(30), 100),
            1 + random.nextInt(3),
            quorum.families(),
            quorum.operators()),
        (500 + random.nextInt(1_500)) * MS,
        (300 + random.nextInt(700)) * MS,
        chain.quietLegal());
  }
}
