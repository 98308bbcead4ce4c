package io.driftgate.core.opinion;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One market's outputs over time (semantics §6): the gate's own memory is here. */
final class MarketOpinion {
  private static final long REPEAT_NANOS = 60_000_000_000L;

  /** One transition. */
  record Moved(
      long atNanos,
      long version,
      Quotes from,
      Quotes to,
      Liquidations liquidationsFrom,
      Liquidations liquidationsTo) {}

  final MarketId id;
  MarketPlan plan;
  List<LegOpinion> legs;
  final List<Moved> moves = new ArrayList<>();

  /** When it was told of a pause that lasts too long. */
  final List<Long> pages = new ArrayList<>();

  private final JournalOpinion journal;
  private RecoveryPlan strictest;
  private final Hold quotesHold;
  private final Hold liquidationsHold;
  private final Set<ChainOpinion> chains = new LinkedHashSet<>();
  private final Map<Level, Run> runs = new EnumMap<>(Level.class);
  private boolean namesWiden;
  private final boolean isShadow;
  private final Set<String> unprotected = new HashSet<>();
  private OverrideOrder override;
  private long pausedSinceNanos;
  private int taken;
  Quotes quotes = Quotes.WITHDRAW;
  Liquidations liquidations;

  MarketOpinion(
      MarketPlan plan,
      List<LegOpinion> legs,
      JournalOpinion journal,
      long startNanos,
      boolean shadow) {
    id = plan.id();
    this.journal = journal;
    isShadow = shadow;
    quotesHold = new Hold(Strictest.of(legs));
    liquidationsHold = new Hold(Strictest.of(legs));
    becomes(plan, legs);
    liquidations = pausesOnUnknown() ? Liquidations.PAUSED : Liquidations.ENABLED;
    pausedSinceNanos = startNanos;
  }

  /** Another plan's legs: version, outputs, flaps and override stay; all clear runs begin. */
  void becomes(MarketPlan newPlan, List<LegOpinion> newLegs) {
    plan = newPlan;
    legs = newLegs;
    strictest = Strictest.of(legs);
    quotesHold.becomes(strictest);
    liquidationsHold.becomes(strictest);
    chains.clear();
    legs.forEach(leg -> chains.add(leg.chain));
    for (Level level : Level.values()) {
      runs.put(level, new Run());
    }
    namesWiden =
        legs.stream().flatMap(leg -> leg.bounds.stream()).anyMatch(b -> b.plan.widen().isPresent());
  }

  /** It is in no plan any more: closed, and no more. */
  void ends(long nowNanos, long moment) {
    Liquidations paused = pausesOnUnknown() ? Liquidations.PAUSED : liquidations;
    if (quotes != Quotes.WITHDRAW || liquidations != paused) {
      move(Quotes.WITHDRAW, paused, nowNanos, moment);
    }
  }

  boolean isOn(Collection<ChainOpinion> others) {
    return !Collections.disjoint(chains, others);
  }

  boolean pausesOnUnknown() {
    return legs.stream().anyMatch(leg -> leg.policy.pauseOnUnknown());
  }

  /** Whether a leg asks for it. */
  boolean asksFor(Level level) {
    return legs.stream().anyMatch(leg -> leg.asksFor(level));
  }

  long version() {
    return moves.size();
  }

  /** What moved since this was last asked. */
  List<Moved> takeNew() {
    List<Moved> fresh = List.copyOf(moves.subList(taken, moves.size()));
    taken = moves.size();
    return fresh;
  }

  void orders(OverrideOrder order) {
    override = order;
  }

  void isProtected(String by, boolean stands) {
    if (stands) {
      unprotected.remove(by);
    } else {
      unprotected.add(by);
    }
  }

  /** Whether a person has ordered anything. */
  boolean isOverridden(long nowNanos) {
    return override != null && nowNanos < override.untilNanos();
  }

  /** Whether it would be more open if nobody had ordered anything. */
  boolean isHeldByPerson(long nowNanos) {
    boolean holds = isUnder(OverrideOrder.Kind.HOLD, nowNanos);
    boolean forces = isUnder(OverrideOrder.Kind.FORCE, nowNanos);
    return (holds && isDue(nowNanos)) || (forces && isForced());
  }

  private boolean isForced() {
    return (override.quotes() == quotes && quotes != Quotes.OPEN && !asksFor(levelOf(quotes)))
        || (override.liquidations() == Liquidations.PAUSED && !asksFor(Level.PAUSE));
  }

  /** Whether it would be more open if the journal could be written. */
  boolean isHeldByJournal(long nowNanos) {
    boolean closes = journal.closes(nowNanos) && !asksFor(Level.WITHDRAW);
    return closes || (!journal.isWritable() && isDue(nowNanos));
  }

  /** Whether nothing but an order or the journal keeps quotes from relaxing. */
  private boolean isDue(long nowNanos) {
    return quotes != Quotes.OPEN
        && runs.get(levelOf(quotes))
            .isComplete(quotesHold.nanos(), strictest.blocks(), chains, nowNanos);
  }

  private static Level levelOf(Quotes quotes) {
    return quotes == Quotes.WITHDRAW ? Level.WITHDRAW : Level.WIDEN;
  }

  boolean hasMovedAt(long nowNanos) {
    return !moves.isEmpty() && moves.get(moves.size() - 1).atNanos() == nowNanos;
  }

  boolean isShadow() {
    return isShadow;
  }

  /** The policy of a shadow, which is on each of its legs. */
  String policyId() {
    return legs.get(0).policy.id();
  }

  private boolean isUnder(OverrideOrder.Kind kind, long nowNanos) {
    return override != null && override.kind() == kind && nowNanos < override.untilNanos();
  }

  private Quotes askedQuotes(long nowNanos) {
    Quotes asked = legs.stream().map(LegOpinion::quotes).reduce(Quotes.OPEN, Quotes::worst);
    if (isUnder(OverrideOrder.Kind.FORCE, nowNanos)) {
      asked = asked.worst(override.quotes());
    }
    return journal.closes(nowNanos) || !unprotected.isEmpty() ? Quotes.WITHDRAW : asked;
  }

  private Liquidations askedLiquidations(long nowNanos) {
    Liquidations asked =
        legs.stream()
            .map(LegOpinion::liquidations)
            .reduce(Liquidations.ENABLED, Liquidations::worst);
    if (isUnder(OverrideOrder.Kind.FORCE, nowNanos)) {
      asked = asked.worst(override.liquidations());
    }
    return journal.closes(nowNanos) && pausesOnUnknown() ? Liquidations.PAUSED : asked;
  }

  private boolean isClear(Level level, long nowNanos) {
    boolean forced =
        switch (level) {
          case WIDEN -> askedByHand(nowNanos) == Quotes.WIDEN;
          case WITHDRAW -> askedByHand(nowNanos) == Quotes.WITHDRAW;
          case PAUSE ->
              (isUnder(OverrideOrder.Kind.FORCE, nowNanos)
                      && override.liquidations() == Liquidations.PAUSED)
                  || (journal.closes(nowNanos) && pausesOnUnknown());
        };
    return !forced && legs.stream().allMatch(leg -> leg.isClear(level));
  }

  private Quotes askedByHand(long nowNanos) {
    if (journal.closes(nowNanos) || !unprotected.isEmpty()) {
      return Quotes.WITHDRAW;
    }
    return isUnder(OverrideOrder.Kind.FORCE, nowNanos) ? override.quotes() : Quotes.OPEN;
  }

  /**
   * Judges bounds, runs and outputs at an instant.
   *
   * @return whether people must hear of a pause that lasts
   */
  boolean judge(long nowNanos, long moment) {
    legs.forEach(leg -> leg.bounds.forEach(BoundOpinion::judge));
    runs.forEach((level, run) -> run.judge(isClear(level, nowNanos), nowNanos, moment));
    Quotes nextQuotes = relaxedQuotes(nowNanos).worst(askedQuotes(nowNanos));
    Liquidations nextLiquidations =
        relaxedLiquidations(nowNanos).worst(askedLiquidations(nowNanos));
    if (nextQuotes != quotes || nextLiquidations != liquidations) {
      move(nextQuotes, nextLiquidations, nowNanos, moment);
    }
    return pages(nowNanos);
  }

  private boolean mayRelax(long nowNanos) {
    return journal.isWritable() && !isUnder(OverrideOrder.Kind.HOLD, nowNanos);
  }

  private Quotes relaxedQuotes(long nowNanos) {
    if (quotes == Quotes.OPEN || !mayRelax(nowNanos)) {
      return quotes;
    }
    if (!isDue(nowNanos)) {
      return quotes;
    }
    return quotes == Quotes.WITHDRAW && namesWiden ? Quotes.WIDEN : Quotes.OPEN;
  }

  private Liquidations relaxedLiquidations(long nowNanos) {
    if (liquidations == Liquidations.ENABLED || !mayRelax(nowNanos)) {
      return liquidations;
    }
    boolean complete =
        runs.get(Level.PAUSE).isComplete(pauseHoldNanos(), strictest.blocks(), chains, nowNanos);
    return complete ? Liquidations.ENABLED : liquidations;
  }

  private long pauseHoldNanos() {
    return liquidationsHold.nanos() + strictest.liquidationGraceNanos();
  }

  private void move(Quotes to, Liquidations liquidationsTo, long nowNanos, long moment) {
    moves.add(new Moved(nowNanos, version() + 1, quotes, to, liquidations, liquidationsTo));
    if (to.compareTo(quotes) > 0) {
      quotesHold.restricts(nowNanos);
    } else if (to.compareTo(quotes) < 0) {
      quotesHold.relaxes(nowNanos);
      enter(to, nowNanos, moment);
    }
    if (liquidationsTo.compareTo(liquidations) > 0) {
      liquidationsHold.restricts(nowNanos);
      pausedSinceNanos = nowNanos;
    } else if (liquidationsTo.compareTo(liquidations) < 0) {
      liquidationsHold.relaxes(nowNanos);
    }
    quotes = to;
    liquidations = liquidationsTo;
  }

  /** The run that leads out of a level begins, at the earliest, when the level is entered. */
  private void enter(Quotes level, long nowNanos, long moment) {
    if (level == Quotes.WIDEN && isClear(Level.WIDEN, nowNanos)) {
      runs.get(Level.WIDEN).enters(nowNanos, moment);
    }
  }

  private boolean pages(long nowNanos) {
    boolean due = liquidations == Liquidations.PAUSED && !isShadow && nextPageNanos() <= nowNanos;
    if (due) {
      pages.add(nowNanos);
    }
    return due;
  }

  private long nextPageNanos() {
    long maxPause = Strictest.maxPauseNanos(legs);
    if (maxPause == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long first = pausedSinceNanos + maxPause + 1;
    long last = pages.isEmpty() ? Block.NEVER : pages.get(pages.size() - 1);
    return last >= first ? last + REPEAT_NANOS : first;
  }

  void instants(long nowNanos, Instants out) {
    legs.forEach(leg -> leg.bounds.forEach(bound -> bound.instants(out)));
    if (quotes != Quotes.OPEN) {
      runs.get(Level.WIDEN).instants(quotesHold.nanos(), out);
      runs.get(Level.WITHDRAW).instants(quotesHold.nanos(), out);
    }
    if (liquidations == Liquidations.PAUSED) {
      runs.get(Level.PAUSE).instants(pauseHoldNanos(), out);
      out.add(nextPageNanos());
    }
    if (override != null) {
      out.add(override.untilNanos());
    }
  }
}
