package io.driftgate.simulator.proof;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.MarketRow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Cheap: looks at signals, and at rows where a gate starts. */
final class NumbersHaveNoGap implements Invariant {
  private final Map<MarketId, Output> known = new HashMap<>();
  private long epoch;
  private long seq;
  private boolean swapped;
  private Optional<String> wrong = Optional.empty();

  @Override
  public String claim() {
    return "seq and versions have no gap and epochs rise";
  }

  @Override
  public void onStart(Step step) {
    if (step.view().epoch() <= epoch) {
      wrong = Optional.of("epoch " + step.view().epoch() + " after " + epoch);
    }
    epoch = step.view().epoch();
    seq = 0;
    known.clear();
    for (int i = 0; i < step.signals().size() && wrong.isEmpty(); i++) {
      wrong = follow(step.signals().get(i));
    }
    for (MarketRow row : step.view().markets()) {
      known.put(row.id(), Output.of(row));
      if (row.quotes() != Quotes.WITHDRAW) {
        wrong = Optional.of(row.id() + " starts " + row.quotes());
      }
    }
  }

  @Override
  public void onPlan(Step step) {
    swapped = true;
    int rows = step.view().markets().size();
    int markets = step.plan().markets().size();
    if (rows != markets) {
      wrong = Optional.of(rows + " markets after a swap to a plan of " + markets);
    }
  }

  @Override
  public Optional<String> check(Step step) {
    for (int i = 0; i < step.signals().size() && wrong.isEmpty(); i++) {
      wrong = follow(step.signals().get(i));
    }
    if (wrong.isEmpty() && step.view().seq() != seq) {
      wrong = Optional.of("the view's seq is " + step.view().seq() + " after signal " + seq);
    }
    if (swapped) {
      forgetAllBut(step.plan());
      swapped = false;
    }
    return wrong;
  }

  private Optional<String> follow(GateSignal signal) {
    seq++;
    // A market that is new in a plan starts closed, too.
    Output before = known.get(signal.market());
    long versionBefore = before == null ? 0 : before.version();
    known.put(signal.market(), Output.after(signal));
    if (signal.epoch() != epoch || signal.seq() != seq) {
      return Optional.of("signal " + signal.epoch() + "/" + signal.seq() + " in place of " + seq);
    }
    if (signal.version() != versionBefore + 1) {
      return Optional.of(
          signal.market() + " version " + signal.version() + " after " + versionBefore);
    }
    boolean continues =
        before == null
            ? signal.quotesFrom() == Quotes.WITHDRAW
            : signal.quotesFrom() == before.quotes()
                && signal.liquidationsFrom() == before.liquidations();
    boolean moves =
        signal.quotesFrom() != signal.quotesTo()
            || signal.liquidationsFrom() != signal.liquidationsTo();
    return continues && moves
        ? Optional.empty()
        : Optional.of(signal.market() + " moves from " + signal.quotesFrom() + ", was " + before);
  }

  /** A market that left the plan and comes back begins anew. */
  private void forgetAllBut(FleetPlan plan) {
    known
        .keySet()
        .removeIf(id -> plan.markets().stream().noneMatch(market -> market.id().equals(id)));
  }
}
