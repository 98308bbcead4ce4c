package io.driftgate.feed.drill;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
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
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Quotes;
import java.util.List;
import java.util.Optional;

/**
 * A core of its own with one market that no desk sees. Its time is its own too, so that what takes
 * seconds elsewhere takes none here; the decision is made by the same code as all others. Gate loop
 * only.
 */
final class DrillGate {
  private static final String NAME = "drill";
  private static final long SECOND = 1_000_000_000L;
  private static final long STALE_NANOS = 3 * SECOND;
  private static final long HOUR_NANOS = 3_600 * SECOND;

  private final RiskGate core;
  private Optional<GateSignal> heard = Optional.empty();
  private Stamp now = new Stamp(SECOND, 1_000);
  private long height = 1;

  DrillGate() {
    core = new RiskGate(plan(), 1, now, signal -> heard = Optional.of(signal));
  }

  private static FleetPlan plan() {
    ChainId chain = new ChainId(NAME);
    BoundPlan stale =
        new BoundPlan(
            Metric.HEAD_STALENESS,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Ratio(STALE_NANOS, 1)),
            Optional.empty());
    RecoveryPlan atOnce = new RecoveryPlan(0, 0, Ratio.ONE, 0, 0, 0);
    PolicyPlan policy =
        new PolicyPlan(
            NAME, List.of(stale), atOnce, PolicyPlan.DEFAULT_NO_VALUE_GRACE_NANOS, false);
    Scope target = new Scope(Metric.Over.CHAIN, NAME);
    return new FleetPlan(
        List.of(
            new ChainPlan(
                chain,
                SECOND,
                new QuorumPlan(QuorumPlan.DEFAULT_FRACTION, 1, 1, 1),
                SECOND,
                SECOND,
                false)),
        List.of(new NodePlan(new NodeId(NAME), chain, "", "", NAME, 1, HOUR_NANOS, 0)),
        List.of(new MarketPlan(new MarketId(NAME), List.of(new MarketPlan.Leg(target, policy)))));
  }

  /** Two blocks, after which the market is open. */
  void open() {
    block();
    block();
    expect(Quotes.OPEN);
  }

  private void block() {
    pass(SECOND);
    height++;
    Head head = new Head(height, hash(height), hash(height - 1), hash(height), now.wallMs());
    core.onHead(HeadObserved.polled(new NodeId(NAME), now.nanos(), now, head, Finality.NOT_ASKED));
  }

  private static Hash hash(long height) {
    return new Hash(0, 0, 1, height);
  }

  private void pass(long nanos) {
    now = new Stamp(now.nanos() + nanos, now.wallMs() + nanos / 1_000_000);
  }

  /** No block for too long. */
  GateSignal withdraw() {
    pass(STALE_NANOS + 1);
    core.onTick(now);
    return expect(Quotes.WITHDRAW);
  }

  private GateSignal expect(Quotes quotes) {
    return heard
        .filter(signal -> signal.quotesTo() == quotes)
        .orElseThrow(() -> new IllegalStateException("the drill's market is not " + quotes));
  }
}
