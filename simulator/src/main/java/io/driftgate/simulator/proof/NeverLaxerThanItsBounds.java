package io.driftgate.simulator.proof;

import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.view.MarketRow;
import java.util.Optional;

/**
 * Works out every bound from views: those of chains after each deadline, those of nodes in each
 * thorough step. Compares with it what signals have said, and what each leg says that it asks for.
 */
final class NeverLaxerThanItsBounds implements Invariant {
  private final Demands demands;

  NeverLaxerThanItsBounds(Demands demands) {
    this.demands = demands;
  }

  @Override
  public String claim() {
    return "a market is never less strict than its worst exceeded bound";
  }

  @Override
  public Optional<String> check(Step step) {
    if (!step.attentive()) {
      return Optional.empty();
    }
    demands.workOut(step);
    for (MarketPlan market : step.plan().markets()) {
      Demand demand = demands.of(market);
      Output output = step.output(market);
      if (!output.isAtLeast(demand.quotes())
          || output.liquidations().compareTo(demand.liquidations()) < 0) {
        return Optional.of(market.id() + " is " + output + ", but " + demand.why());
      }
      if (!step.thorough()) {
        continue;
      }
      MarketRow row = step.view().market(market.id()).orElseThrow();
      if (!Output.of(row).equals(output) || row.legs().stream().anyMatch(leg -> laxer(row, leg))) {
        return Optional.of(market.id() + " was told as " + output + ", but its row is " + row);
      }
    }
    return Optional.empty();
  }

  private static boolean laxer(MarketRow row, MarketRow.Leg leg) {
    return row.quotes().compareTo(leg.quotes()) < 0
        || row.liquidations().compareTo(leg.liquidations()) < 0;
  }
}
