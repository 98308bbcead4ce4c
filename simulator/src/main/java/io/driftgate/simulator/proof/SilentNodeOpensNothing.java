package io.driftgate.simulator.proof;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.ChainView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two gates in lockstep, one with a voter more on each chain that never says anything. Holds in a
 * world without forks and lies, of markets bounded by observers and quorum alone, whose hold does
 * not depend on how often they tripped: a reference that lags, for want of votes, may be fresher at
 * times, show fewer reorgs and fewer who diverge from it, and a hold that was not doubled is over
 * sooner. Nor during a warm-up: a reference that comes late to a block has one rise more.
 */
final class SilentNodeOpensNothing implements Invariant {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final long HOLD_NANOS = 5_000_000_000L;
  private static final long NODE_LIVENESS_NANOS = 2_000_000_000L;

  private final Core.Maker maker;
  private Follower plain;
  private Follower joined;
  private FleetPlan plan;
  private boolean[] cold = {};

  SilentNodeOpensNothing(Core.Maker maker) {
    this.maker = maker;
  }

  @Override
  public String claim() {
    return "adding a silent node never makes a market more open";
  }

  @Override
  public void onStart(Step step) {
    List<ChainPlan> chains = step.plan().chains();
    List<MarketPlan> markets = chains.stream().map(SilentNodeOpensNothing::market).toList();
    plan = new FleetPlan(chains, step.plan().nodes(), markets);
    List<NodePlan> nodes = new ArrayList<>(plan.nodes());
    chains.forEach(chain -> nodes.add(silent(chain.id())));
    cold = new boolean[chains.size()];
    plain = new Follower(maker, plan, step);
    joined = new Follower(maker, new FleetPlan(chains, nodes, markets), step);
  }

  private static NodePlan silent(ChainId chain) {
    return new NodePlan(
        new NodeId("silent-" + chain), chain, "", "silent", "silent", 1, NODE_LIVENESS_NANOS, 0);
  }

  private static MarketPlan market(ChainPlan chain) {
    BoundPlan observed =
        new BoundPlan(
            Metric.OBSERVERS,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Ratio(2, 1)),
            Optional.empty());
    BoundPlan staleness =
        new BoundPlan(
            Metric.HEAD_STALENESS,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Ratio(DAY_NANOS, 1)),
            Optional.empty());
    RecoveryPlan recovery = new RecoveryPlan(HOLD_NANOS, 0, Ratio.ONE, 0, HOLD_NANOS, 0);
    PolicyPlan policy = new PolicyPlan("watched", List.of(observed, staleness), recovery, 0, true);
    Scope target = new Scope(Metric.Over.CHAIN, chain.id().value());
    return new MarketPlan(
        new MarketId("watch-" + chain.id()), List.of(new MarketPlan.Leg(target, policy)));
  }

  @Override
  public Optional<String> check(Step step) {
    Follower.tickBothBefore(step.clockNanos(), plain, joined, step);
    plain.tell(step.input());
    joined.tell(step.input());
    for (int i = 0; i < plan.markets().size(); i++) {
      MarketId market = plan.markets().get(i).id();
      Output open = plain.output(market);
      if (!cold(i, open) && !joined.output(market).isAtLeast(open.quotes())) {
        return Optional.of(market + " is " + joined.output(market) + ", without it " + open);
      }
    }
    return step.thorough() ? references() : Optional.empty();
  }

  /** From the beginning of a warm-up to the first opening. */
  private boolean cold(int chain, Output open) {
    ChainId id = plan.chains().get(chain).id();
    ChainView view = plain.core().view().chain(id).orElseThrow();
    boolean warms = view.conditions().contains(ChainCondition.WARMING_UP);
    cold[chain] = warms || (cold[chain] && open.quotes() == Quotes.WITHDRAW);
    return cold[chain];
  }

  private Optional<String> references() {
    for (ChainPlan chain : plan.chains()) {
      ChainView without = plain.core().view().chain(chain.id()).orElseThrow();
      ChainView with = joined.core().view().chain(chain.id()).orElseThrow();
      boolean quorumGained =
          without.conditions().contains(ChainCondition.NO_QUORUM)
              && !with.conditions().contains(ChainCondition.NO_QUORUM);
      long higher = height(with) - height(without);
      if (quorumGained || (with.reference().isPresent() && higher > 0)) {
        return Optional.of(chain.id() + " has " + with + ", without it " + without);
      }
    }
    return Optional.empty();
  }

  private static long height(ChainView view) {
    return view.reference().map(Head::height).orElse(-1L);
  }
}
