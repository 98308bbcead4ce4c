package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.List;
import java.util.Set;

/** What people order, and what becomes of the gate's own process, clock and disk. */
final class Orders {
  private static final long SECOND = 1_000_000_000L;
  private static final int VARIANTS = 6;

  private final Fleet fleet;
  private final Timeline timeline;
  private final Collector collector;
  private final Dice dice;
  private final Temper temper;
  private FleetPlan plan;

  Orders(Fleet fleet, Timeline timeline, Collector collector, Dice dice, Temper temper) {
    this.fleet = fleet;
    this.timeline = timeline;
    this.collector = collector;
    this.dice = dice;
    this.temper = temper;
    plan = fleet.plan(0);
  }

  void start() {
    timeline.in(dice.between(1, 10 * SECOND), this::tick);
    if (temper.orders()) {
      timeline.in(dice.between(20, 60) * SECOND, this::order);
      timeline.in(dice.between(1, 10) * SECOND, this::drift);
    }
  }

  /** A tick that no deadline asked for: it must change nothing. */
  private void tick() {
    timeline.in(dice.between(1, 4 * SECOND), this::tick);
    collector.tell(Input.Tick::new);
  }

  /** The gate's wall clock is a little fast or slow. */
  private void drift() {
    timeline.in(5 * SECOND, this::drift);
    collector.stepClock(0, dice.between(-3, 3));
  }

  private void order() {
    timeline.in(dice.between(1, 2 * temper.meanPeaceNanos()), this::order);
    Set<Feature> features = fleet.features();
    switch (dice.below(9)) {
      case 0 -> collector.stepClock(dice.below(4), dice.between(-5_000, 5_000));
      case 1 -> stall();
      case 2, 3 -> when(features, Feature.DRAINS, this::drain);
      case 4, 5 -> when(features, Feature.OVERRIDES, this::override);
      case 6 -> when(features, Feature.JOURNAL, this::loseJournal);
      case 7 -> when(features, Feature.PLANS, this::swap);
      default -> {
        if (dice.oneIn(4)) {
          collector.restart();
          plan = fleet.plan(0);
        }
      }
    }
  }

  private static void when(Set<Feature> features, Feature feature, Runnable action) {
    if (features.contains(feature)) {
      action.run();
    }
  }

  private void stall() {
    long lasts = dice.tailed(10_000_000L, 3 * SECOND);
    collector.stallUntil(timeline.nowNanos() + lasts);
  }

  private void drain() {
    NodeId node = dice.pick(fleet.profiles()).plan().id();
    long lasts = dice.between(0, 60 * SECOND);
    boolean lifted = dice.oneIn(4);
    collector.tell(at -> new Input.Drain(drainOrder(node, at, lasts)));
    if (lifted) {
      timeline.in(
          lasts / 2,
          () -> collector.tell(at -> new Input.Drain(DrainOrder.lift(node, "ops", "done", at))));
    }
  }

  private static DrainOrder drainOrder(NodeId node, Stamp at, long lasts) {
    return new DrainOrder(node, "ops", "upgrade", at.nanos() + lasts, at);
  }

  private void override() {
    MarketId market = dice.pick(plan.markets()).id();
    OverrideOrder.Kind kind = dice.pick(List.of(OverrideOrder.Kind.values()));
    Quotes quotes = dice.pick(List.of(Quotes.values()));
    Liquidations liquidations = dice.pick(List.of(Liquidations.values()));
    long lasts = dice.between(0, 90 * SECOND);
    collector.tell(
        at ->
            new Input.Forced(
                new OverrideOrder(
                    market, kind, quotes, liquidations, "ops", "event", at.nanos() + lasts, at)));
    if (dice.oneIn(4)) {
      timeline.in(
          lasts / 2,
          () ->
              collector.tell(
                  at -> new Input.Forced(OverrideOrder.lift(market, "ops", "over", at))));
    }
  }

  private void loseJournal() {
    long lasts = dice.between(0, 100 * SECOND);
    collector.tell(at -> new Input.Journal(new JournalChanged(false, at)));
    timeline.in(lasts, () -> collector.tell(at -> new Input.Journal(new JournalChanged(true, at))));
  }

  private void swap() {
    int variant = dice.below(VARIANTS);
    plan = fleet.plan(variant);
    FleetPlan next = plan;
    collector.tell(at -> new Input.Plan(variant, next, at));
  }
}
