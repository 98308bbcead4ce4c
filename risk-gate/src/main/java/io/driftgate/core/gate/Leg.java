package io.driftgate.core.gate;

import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Topic;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.MarketRow;
import java.util.ArrayList;
import java.util.List;

/**
 * A target under a policy: its bounds, and the conditions that close it whatever they say. All
 * markets with an equal leg share it; they are marked when one of its answers changes.
 */
final class Leg implements Topic.Subscriber {
  private final MarketPlan.Leg plan;
  private final ChainTracker chain;
  private final Conditions conditions;
  private final List<Bound> bounds = new ArrayList<>();
  private final List<Entry> markets = new ArrayList<>();
  private final List<Leg> agenda;
  private boolean stale;
  private boolean gone;
  private int asked;
  private int clear;

  /**
   * Makes a leg that has to be {@link #refresh}ed once before it says anything.
   *
   * @param agenda where it puts itself when it should be refreshed
   */
  Leg(MarketPlan.Leg plan, ChainTracker chain, Conditions conditions, List<Leg> agenda) {
    this.plan = plan;
    this.chain = chain;
    this.conditions = conditions;
    this.agenda = agenda;
    conditions.subscribe(this);
    run();
  }

  void add(Bound bound) {
    bounds.add(bound);
  }

  /** Something that it depends on may have changed; one that has gone is told for a while yet. */
  @Override
  public void run() {
    if (!stale && !gone) {
      stale = true;
      agenda.add(this);
    }
  }

  @Override
  public boolean gone() {
    return gone;
  }

  /** No market has it any more. */
  void end() {
    gone = true;
    conditions.unsubscribe(this);
    bounds.forEach(Bound::end);
  }

  /** Markets to be marked; replaced at each swap. */
  List<Entry> markets() {
    return markets;
  }

  /** Reads what changed, and marks its markets if it answers otherwise than before. */
  void refresh(long nowNanos) {
    stale = false;
    int nextAsked = conditions.hold() ? closing() : 0;
    int unclear = 0;
    for (int i = 0; i < bounds.size(); i++) {
      Bound bound = bounds.get(i);
      bound.refresh(nowNanos);
      nextAsked |= bound.exceeded();
      unclear |= bound.unclear();
    }
    answer(nextAsked, Level.ALL & ~(nextAsked | unclear));
  }

  private void answer(int nextAsked, int nextClear) {
    if (nextAsked == asked && nextClear == clear) {
      return;
    }
    asked = nextAsked;
    clear = nextClear;
    for (int i = 0; i < markets.size(); i++) {
      markets.get(i).mark();
    }
  }

  /** Unknown is closed for quotes; liquidations follow the policy. */
  private int closing() {
    return Level.WITHDRAW.bit() | (policy().pauseOnUnknown() ? Level.PAUSE.bit() : 0);
  }

  ChainTracker chain() {
    return chain;
  }

  PolicyPlan policy() {
    return plan.policy();
  }

  /** The levels that it asks for. */
  int asked() {
    return asked;
  }

  /** The levels from which nothing of it keeps a market from relaxing. */
  int clear() {
    return clear;
  }

  boolean has(Level level) {
    return bounds.stream().anyMatch(bound -> bound.has(level));
  }

  /** Why it asks for a level, conditions first. */
  List<Reason> reasons(Level level, long nowNanos) {
    List<Reason> reasons = new ArrayList<>();
    if (level.in(closing())) {
      reasons.addAll(conditions.reasons());
    }
    for (Bound bound : bounds) {
      bound.reason(level, Limit.Reading.EXCEEDED, nowNanos).ifPresent(reasons::add);
    }
    return reasons;
  }

  /** What keeps it from counting as clear though nothing is exceeded. */
  List<Reason> hesitations(Level level, long nowNanos) {
    return bounds.stream()
        .flatMap(bound -> bound.reason(level, Limit.Reading.UNCLEAR, nowNanos).stream())
        .toList();
  }

  List<Bound> bounds() {
    return bounds;
  }

  MarketPlan.Leg plan() {
    return plan;
  }

  MarketRow.Leg view() {
    Quotes quotes =
        Level.WITHDRAW.in(asked)
            ? Quotes.WITHDRAW
            : Level.WIDEN.in(asked) ? Quotes.WIDEN : Quotes.OPEN;
    return new MarketRow.Leg(
        plan.target().toString(),
        policy().id(),
        quotes,
        Level.PAUSE.in(asked) ? Liquidations.PAUSED : Liquidations.ENABLED);
  }
}
