package io.driftgate.core.gate;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.MarketRow.Headroom;
import io.driftgate.core.view.RowHashes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One market's two outputs, and the only place where they move (semantics §6): stricter at once,
 * laxer one level at a time after hold and blocks.
 *
 * <p>A market that starts is closed. A market without any {@code widen} threshold has no level
 * between WITHDRAW and OPEN.
 */
public final class MarketGate {
  /** Told of every move, in the step in which it falls. */
  @FunctionalInterface
  public interface Moved {
    void accept(MarketGate market, Quotes quotesBefore, Liquidations liquidationsBefore);
  }

  private final MarketId id;
  private final List<Leg> legs;
  private final boolean widens;
  private final boolean pauseOnUnknown;
  private final Recovery quotesRecovery;
  private final Recovery liquidationsRecovery;
  private final Map<Level, ClearRun> runs = new EnumMap<>(Level.class);
  private final Deadlines deadlines;
  private final int slot;
  private final Moved moved;

  private Quotes quotes = Quotes.WITHDRAW;
  private Liquidations liquidations;
  private long version;
  private long sinceMs;
  private Hash rowHash;
  private boolean stopped;

  MarketGate(
      MarketId id, List<Leg> legs, long startMs, Deadlines deadlines, Runnable onDue, Moved moved) {
    this.id = id;
    this.legs = List.copyOf(legs);
    this.deadlines = deadlines;
    this.moved = moved;
    sinceMs = startMs;
    slot = deadlines.add(nowNanos -> onDue.run());
    List<PolicyPlan> policies = legs.stream().map(Leg::policy).toList();
    List<ChainTracker> chains = legs.stream().map(Leg::chain).distinct().toList();
    for (Level level : Level.values()) {
      runs.put(level, new ClearRun(chains));
    }
    widens = legs.stream().anyMatch(leg -> leg.has(Level.WIDEN));
    pauseOnUnknown = policies.stream().anyMatch(PolicyPlan::pauseOnUnknown);
    liquidations = pauseOnUnknown ? Liquidations.PAUSED : Liquidations.ENABLED;
    quotesRecovery = Recovery.ofQuotes(policies);
    liquidationsRecovery = Recovery.ofLiquidations(policies);
    rehash();
  }

  /** Reads what changed and moves the outputs if they must or may. */
  void settle(Stamp now) {
    long nowNanos = now.nanos();
    for (Leg leg : legs) {
      leg.refresh(nowNanos);
    }
    runs.forEach((level, run) -> run.update(isClear(level), nowNanos));
    move(nextQuotes(nowNanos), nextLiquidations(nowNanos), now);
    deadlines.set(slot, stopped ? Deadlines.NEVER : Math.max(nextRelaxationNanos(), nowNanos + 1));
  }

  private boolean asksFor(Level level) {
    for (int i = 0; i < legs.size(); i++) {
      if (legs.get(i).asksFor(level)) {
        return true;
      }
    }
    return false;
  }

  private boolean isClear(Level level) {
    for (int i = 0; i < legs.size(); i++) {
      if (!legs.get(i).isClear(level)) {
        return false;
      }
    }
    return true;
  }

  private Quotes nextQuotes(long nowNanos) {
    Quotes asked =
        asksFor(Level.WITHDRAW)
            ? Quotes.WITHDRAW
            : asksFor(Level.WIDEN) ? Quotes.WIDEN : Quotes.OPEN;
    Quotes relaxed =
        switch (quotes) {
          case OPEN -> Quotes.OPEN;
          case WIDEN -> may(Level.WIDEN, nowNanos) ? Quotes.OPEN : Quotes.WIDEN;
          case WITHDRAW -> may(Level.WITHDRAW, nowNanos) ? belowWithdraw() : Quotes.WITHDRAW;
        };
    return asked.worst(relaxed);
  }

  private Quotes belowWithdraw() {
    return widens ? Quotes.WIDEN : Quotes.OPEN;
  }

  private boolean may(Level level, long nowNanos) {
    return !stopped && runs.get(level).complete(quotesRecovery, nowNanos);
  }

  private Liquidations nextLiquidations(long nowNanos) {
    boolean mayResume = !stopped && runs.get(Level.PAUSE).complete(liquidationsRecovery, nowNanos);
    if (asksFor(Level.PAUSE) || (liquidations == Liquidations.PAUSED && !mayResume)) {
      return Liquidations.PAUSED;
    }
    return Liquidations.ENABLED;
  }

  private void move(Quotes nextQuotes, Liquidations nextLiquidations, Stamp now) {
    if (nextQuotes == quotes && nextLiquidations == liquidations) {
      return;
    }
    Quotes quotesBefore = quotes;
    Liquidations liquidationsBefore = liquidations;
    note(nextQuotes.compareTo(quotes), quotesRecovery, now.nanos());
    note(nextLiquidations.compareTo(liquidations), liquidationsRecovery, now.nanos());
    if (nextQuotes == Quotes.WIDEN && quotesBefore == Quotes.WITHDRAW && isClear(Level.WIDEN)) {
      runs.get(Level.WIDEN).restart(now.nanos());
    }
    quotes = nextQuotes;
    liquidations = nextLiquidations;
    version++;
    sinceMs = now.wallMs();
    rehash();
    moved.accept(this, quotesBefore, liquidationsBefore);
  }

  private static void note(int direction, Recovery recovery, long nowNanos) {
    if (direction > 0) {
      recovery.restricted(nowNanos);
    } else if (direction < 0) {
      recovery.relaxed(nowNanos);
    }
  }

  private void rehash() {
    rowHash = RowHashes.row(id, version, quotes, liquidations, pauseOnUnknown);
  }

  private long nextRelaxationNanos() {
    long next =
        switch (quotes) {
          case OPEN -> Deadlines.NEVER;
          case WIDEN -> runs.get(Level.WIDEN).dueNanos(quotesRecovery);
          case WITHDRAW -> runs.get(Level.WITHDRAW).dueNanos(quotesRecovery);
        };
    return liquidations == Liquidations.ENABLED
        ? next
        : Math.min(next, runs.get(Level.PAUSE).dueNanos(liquidationsRecovery));
  }

  /** Closes for good: the process is going away. */
  void stop(Stamp now) {
    stopped = true;
    move(Quotes.WITHDRAW, pauseOnUnknown ? Liquidations.PAUSED : liquidations, now);
    deadlines.set(slot, Deadlines.NEVER);
  }

  /** Why the outputs are not the most permissive; empty when they are. */
  public List<Reason> reasons(long nowNanos) {
    List<Reason> reasons = new ArrayList<>();
    switch (quotes) {
      case OPEN -> {}
      case WIDEN -> explain(Level.WIDEN, quotesRecovery, reasons, nowNanos);
      case WITHDRAW -> explain(Level.WITHDRAW, quotesRecovery, reasons, nowNanos);
    }
    if (liquidations == Liquidations.PAUSED) {
      explain(Level.PAUSE, liquidationsRecovery, reasons, nowNanos);
    }
    return reasons;
  }

  private void explain(Level level, Recovery recovery, List<Reason> reasons, long nowNanos) {
    int before = reasons.size();
    legs.forEach(leg -> reasons.addAll(leg.reasons(level, nowNanos)));
    if (reasons.size() == before) {
      legs.forEach(leg -> reasons.addAll(leg.hesitations(level, nowNanos)));
    }
    if (reasons.size() == before && !stopped) {
      reasons.add(held(runs.get(level), recovery, nowNanos));
    } else if (reasons.size() == before) {
      reasons.add(
          plain("SHUTDOWN", "condition", OptionalDouble.empty(), OptionalDouble.empty(), ""));
    }
  }

  /** Nothing is wrong any more: the hold is running, or blocks are being waited for. */
  private static Reason held(ClearRun run, Recovery recovery, long nowNanos) {
    double msPerNano = 1e-6;
    if (run.running() && run.ageNanos(nowNanos) >= recovery.holdNanos()) {
      return plain(
          "recovery.blocks",
          "recovery",
          OptionalDouble.of((double) run.blocksSeen()),
          OptionalDouble.of(recovery.blocks()),
          "blocks");
    }
    return plain(
        "recovery.hold",
        "recovery",
        OptionalDouble.of(run.running() ? run.ageNanos(nowNanos) * msPerNano : 0),
        OptionalDouble.of(recovery.holdNanos() * msPerNano),
        "ms");
  }

  private static Reason plain(
      String bound, String metric, OptionalDouble value, OptionalDouble threshold, String unit) {
    return new Reason(bound, "", metric, value, threshold, OptionalDouble.empty(), unit, List.of());
  }

  /** The market as desks see it. */
  public MarketRow row(long nowNanos) {
    return new MarketRow(
        id,
        version,
        quotes,
        liquidations,
        pauseOnUnknown,
        sinceMs,
        List.copyOf(reasons(nowNanos)),
        legs.stream().map(Leg::view).toList(),
        legs.stream()
            .flatMap(leg -> leg.bounds().stream())
            .flatMap(bound -> bound.headroom(nowNanos).stream())
            .max(Comparator.comparingDouble(Headroom::ratio)),
        rowHash);
  }

  public MarketId id() {
    return id;
  }

  public Quotes quotes() {
    return quotes;
  }

  public Liquidations liquidations() {
    return liquidations;
  }

  public long version() {
    return version;
  }

  public Hash rowHash() {
    return rowHash;
  }
}
