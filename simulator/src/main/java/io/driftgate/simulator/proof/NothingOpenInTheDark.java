package io.driftgate.simulator.proof;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.simulator.virtual.Input;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Conditions of all chains, and what was ordered, each step. */
final class NothingOpenInTheDark implements Invariant {
  private static final Set<ChainCondition> CLOSING =
      EnumSet.of(
          ChainCondition.NO_QUORUM,
          ChainCondition.SPLIT,
          ChainCondition.FINALITY_VIOLATION,
          ChainCondition.WARMING_UP);
  private static final long JOURNAL_LIMIT_NANOS = 60_000_000_000L;

  /** Of the plan's markets; a market that goes takes its order with it. */
  private final Map<MarketId, OverrideOrder> orders = new HashMap<>();

  private final Map<ChainId, List<MarketPlan>> markets = new HashMap<>();
  private long journalLostNanos = Long.MAX_VALUE;

  @Override
  public String claim() {
    return "nothing open without quorum, warm-up, or during SPLIT, FINALITY_VIOLATION, a lost"
        + " journal or a FORCE";
  }

  @Override
  public void onStart(Step step) {
    orders.clear();
    journalLostNanos = Long.MAX_VALUE;
    index(step.plan());
  }

  @Override
  public void onPlan(Step step) {
    orders.keySet().removeIf(market -> !isIn(step.plan(), market));
    index(step.plan());
  }

  private static boolean isIn(FleetPlan plan, MarketId id) {
    return plan.markets().stream().anyMatch(market -> market.id().equals(id));
  }

  @Override
  public Optional<String> check(Step step) {
    remember(step);
    for (ChainPlan chain : step.plan().chains()) {
      Set<ChainCondition> conditions = step.chain(chain.id()).conditions();
      for (ChainCondition condition : conditions) {
        Optional<MarketPlan> open =
            CLOSING.contains(condition) ? openOn(chain.id(), step) : Optional.empty();
        if (open.isPresent()) {
          return Optional.of(open.get().id() + " is open during " + condition);
        }
      }
    }
    return ordered(step);
  }

  private void index(FleetPlan plan) {
    markets.clear();
    for (ChainPlan chain : plan.chains()) {
      markets.put(
          chain.id(),
          plan.markets().stream().filter(market -> isOn(market, chain.id(), plan)).toList());
    }
  }

  private static boolean isOn(MarketPlan market, ChainId chain, FleetPlan plan) {
    return market.legs().stream().anyMatch(leg -> Demand.chainOf(leg.target(), plan).equals(chain));
  }

  private Optional<MarketPlan> openOn(ChainId chain, Step step) {
    for (MarketPlan market : markets.get(chain)) {
      if (!step.output(market).isAtLeast(Quotes.WITHDRAW)) {
        return Optional.of(market);
      }
    }
    return Optional.empty();
  }

  private void remember(Step step) {
    if (step.input() instanceof Input.Forced forced && isIn(step.plan(), forced.order().market())) {
      orders.put(forced.order().market(), forced.order());
    } else if (step.input() instanceof Input.Journal journal) {
      boolean lost = !journal.fact().writable();
      journalLostNanos = lost ? Math.min(journalLostNanos, step.nowNanos()) : Long.MAX_VALUE;
    }
  }

  private Optional<String> ordered(Step step) {
    boolean journalGone =
        journalLostNanos != Long.MAX_VALUE
            && step.nowNanos() - journalLostNanos > JOURNAL_LIMIT_NANOS;
    for (MarketPlan market : step.plan().markets()) {
      Output output = step.output(market);
      if (journalGone && !output.isAtLeast(Quotes.WITHDRAW)) {
        return Optional.of(market.id() + " is open long after the journal was lost");
      }
      OverrideOrder order = orders.get(market.id());
      boolean forced =
          order != null
              && order.kind() == OverrideOrder.Kind.FORCE
              && step.nowNanos() < order.untilNanos();
      if (forced && !output.isAtLeast(order.quotes())) {
        return Optional.of(market.id() + " is " + output + " under " + order);
      }
    }
    return Optional.empty();
  }
}
