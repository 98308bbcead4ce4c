package io.driftgate.simulator.proof;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.Optional;

/**
 * What the bounds and nodes of a market ask for at least, as far as views tell.
 *
 * @param quotes no more open than this
 * @param liquidations no more open than this
 * @param widen whether some bound's {@code widen} is exceeded
 * @param why the bound that asks for most
 * @param dueNanos the instant by which the gate must have asked to be ticked, since a bound would
 *     then ask for more than the outputs are; {@link Long#MAX_VALUE} for none
 */
record Demand(Quotes quotes, Liquidations liquidations, boolean widen, String why, long dueNanos) {
  private static final Demand NOTHING =
      new Demand(Quotes.OPEN, Liquidations.ENABLED, false, "", Long.MAX_VALUE);

  static Demand of(MarketPlan market, Step step) {
    Meter meter = new Meter(step);
    Demand demand = NOTHING;
    for (MarketPlan.Leg leg : market.legs()) {
      ChainPlan chain = step.chainPlan(chainOf(leg.target(), step.plan()));
      demand = demand.with(ofNodes(leg, meter));
      for (BoundPlan bound : leg.policy().bounds()) {
        Measured measured = meter.read(bound, leg.target(), chain);
        demand = demand.with(ofBound(leg, bound, measured, step, step.output(market)));
      }
    }
    return demand;
  }

  /** The chain that a leg is on. */
  static ChainId chainOf(Scope target, FleetPlan plan) {
    return switch (target.over()) {
      case CHAIN, FAMILY, OPERATOR -> new ChainId(target.target());
      case NODE ->
          plan.nodes().stream()
              .filter(node -> node.id().equals(new NodeId(target.target())))
              .findFirst()
              .orElseThrow()
              .chain();
      case CLUSTER ->
          plan.nodes().stream()
              .filter(node -> node.cluster().equals(target.target()))
              .findFirst()
              .orElseThrow()
              .chain();
    };
  }

  private static Demand ofNodes(MarketPlan.Leg leg, Meter meter) {
    if (!meter.nodeIsOut(leg.target()) && !meter.nobodyObserves(leg.target())) {
      return NOTHING;
    }
    boolean pauses = leg.policy().pauseOnUnknown();
    return new Demand(
        Quotes.WITHDRAW,
        pauses ? Liquidations.PAUSED : Liquidations.ENABLED,
        false,
        "no node fit to watch " + leg.target(),
        Long.MAX_VALUE);
  }

  private static Demand ofBound(
      MarketPlan.Leg leg, BoundPlan bound, Measured measured, Step step, Output output) {
    if (measured.kind() == Measured.Kind.UNTOLD) {
      return NOTHING;
    }
    boolean widens = exceeds(bound, bound.widen(), measured);
    boolean withdraws = exceeds(bound, bound.withdraw(), measured);
    boolean pauses = exceeds(bound, bound.pauseLiquidations(), measured);
    long due = Long.MAX_VALUE;
    if (measured.growing()) {
      due = Math.min(due, due(bound.widen(), output.quotes() == Quotes.OPEN, measured, step));
      due =
          Math.min(due, due(bound.withdraw(), !output.isAtLeast(Quotes.WITHDRAW), measured, step));
      boolean enabled = output.liquidations() == Liquidations.ENABLED;
      due = Math.min(due, due(bound.pauseLiquidations(), enabled, measured, step));
    }
    return new Demand(
        withdraws ? Quotes.WITHDRAW : widens ? Quotes.WIDEN : Quotes.OPEN,
        pauses ? Liquidations.PAUSED : Liquidations.ENABLED,
        widens,
        leg.target() + " " + bound.name() + " reads " + measured,
        due);
  }

  private static boolean exceeds(BoundPlan bound, Optional<Ratio> limit, Measured measured) {
    return limit.isPresent() && measured.exceeds(bound, limit.get());
  }

  private static long due(Optional<Ratio> limit, boolean matters, Measured measured, Step step) {
    if (limit.isEmpty() || !matters) {
      return Long.MAX_VALUE;
    }
    long left = limit.get().num() / limit.get().den() - measured.num();
    return left < 0 ? Long.MAX_VALUE : step.nowNanos() + left + 1;
  }

  private Demand with(Demand other) {
    boolean stricter =
        other.quotes.compareTo(quotes) > 0 || other.liquidations.compareTo(liquidations) > 0;
    return new Demand(
        quotes.worst(other.quotes),
        liquidations.worst(other.liquidations),
        widen || other.widen,
        stricter ? other.why : why,
        Math.min(dueNanos, other.dueNanos));
  }
}
