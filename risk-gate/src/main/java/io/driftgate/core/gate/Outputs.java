package io.driftgate.core.gate;

import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.List;

/**
 * The two outputs, and what keeps each where it is: stricter at once, laxer one level at a time
 * after hold and blocks (semantics §6.1, §6.3).
 *
 * <p>They start closed. Without any {@code widen} threshold there is no level between WITHDRAW and
 * OPEN.
 */
final class Outputs {
  private final Recovery quotesRecovery;
  private final Recovery liquidationsRecovery;
  private ClearRun widen;
  private ClearRun withdraw;
  private ClearRun pause;
  private boolean widens;
  private Quotes quotes = Quotes.WITHDRAW;
  private Liquidations liquidations;

  Outputs(List<Leg> legs) {
    List<PolicyPlan> policies = legs.stream().map(Leg::policy).toList();
    boolean pauseOnUnknown = policies.stream().anyMatch(PolicyPlan::pauseOnUnknown);
    liquidations = pauseOnUnknown ? Liquidations.PAUSED : Liquidations.ENABLED;
    quotesRecovery = Recovery.ofQuotes(policies);
    liquidationsRecovery = Recovery.ofLiquidations(policies);
    begin(legs);
  }

  /** Takes the legs of another plan: outputs and flaps stay, all clear runs begin anew. */
  void adopt(List<Leg> legs) {
    List<PolicyPlan> policies = legs.stream().map(Leg::policy).toList();
    quotesRecovery.adoptForQuotes(policies);
    liquidationsRecovery.adoptForLiquidations(policies);
    begin(legs);
  }

  private void begin(List<Leg> legs) {
    List<ChainTracker> chains = legs.stream().map(Leg::chain).distinct().toList();
    widen = new ClearRun(chains);
    withdraw = new ClearRun(chains);
    pause = new ClearRun(chains);
    widens = legs.stream().anyMatch(leg -> leg.has(Level.WIDEN));
  }

  /** Begins, breaks or goes on with the clear runs. */
  void count(Demands demands, long nowNanos) {
    widen.update(demands.isClear(Level.WIDEN), nowNanos);
    withdraw.update(demands.isClear(Level.WITHDRAW), nowNanos);
    pause.update(demands.isClear(Level.PAUSE), nowNanos);
  }

  /** What quotes must be now, and may be at most. */
  Quotes nextQuotes(Demands demands, boolean mayRelax, long nowNanos) {
    return demands.quotes().worst(mayRelax ? relaxed(nowNanos) : quotes);
  }

  private Quotes relaxed(long nowNanos) {
    return switch (quotes) {
      case OPEN -> Quotes.OPEN;
      case WIDEN -> widen.complete(quotesRecovery, nowNanos) ? Quotes.OPEN : Quotes.WIDEN;
      case WITHDRAW ->
          withdraw.complete(quotesRecovery, nowNanos) ? belowWithdraw() : Quotes.WITHDRAW;
    };
  }

  private Quotes belowWithdraw() {
    return widens ? Quotes.WIDEN : Quotes.OPEN;
  }

  Liquidations nextLiquidations(Demands demands, boolean mayRelax, long nowNanos) {
    if (demands.asksFor(Level.PAUSE)) {
      return Liquidations.PAUSED;
    }
    return mayRelax && pause.complete(liquidationsRecovery, nowNanos)
        ? Liquidations.ENABLED
        : liquidations;
  }

  /** Moves them. */
  void become(Quotes nextQuotes, Liquidations nextLiquidations, Demands demands, long nowNanos) {
    note(nextQuotes.compareTo(quotes), quotesRecovery, nowNanos);
    note(nextLiquidations.compareTo(liquidations), liquidationsRecovery, nowNanos);
    boolean relaxesToWiden = nextQuotes == Quotes.WIDEN && quotes == Quotes.WITHDRAW;
    if (relaxesToWiden && demands.isClear(Level.WIDEN)) {
      widen.restart(nowNanos);
    }
    quotes = nextQuotes;
    liquidations = nextLiquidations;
  }

  private static void note(int direction, Recovery recovery, long nowNanos) {
    if (direction > 0) {
      recovery.restricted(nowNanos);
    } else if (direction < 0) {
      recovery.relaxed(nowNanos);
    }
  }

  /** When one of them may relax if nothing more arrives. */
  long nextRelaxationNanos() {
    long next =
        switch (quotes) {
          case OPEN -> Deadlines.NEVER;
          case WIDEN -> widen.dueNanos(quotesRecovery);
          case WITHDRAW -> withdraw.dueNanos(quotesRecovery);
        };
    return liquidations == Liquidations.ENABLED
        ? next
        : Math.min(next, pause.dueNanos(liquidationsRecovery));
  }

  /** Whether they are the most permissive. */
  boolean open() {
    return quotes == Quotes.OPEN && liquidations == Liquidations.ENABLED;
  }

  Quotes quotes() {
    return quotes;
  }

  Liquidations liquidations() {
    return liquidations;
  }

  ClearRun run(Level level) {
    return switch (level) {
      case WIDEN -> widen;
      case WITHDRAW -> withdraw;
      case PAUSE -> pause;
    };
  }

  Recovery recovery(Level level) {
    return switch (level) {
      case WIDEN, WITHDRAW -> quotesRecovery;
      case PAUSE -> liquidationsRecovery;
    };
  }
}
