package io.driftgate.simulator.proof;

import io.driftgate.core.plan.MarketPlan;
import io.driftgate.simulator.virtual.Input;
import java.util.Optional;

/**
 * For each bound that grows with time: the gate wants to be ticked no later than at the instant at
 * which it is exceeded. And a tick that was not due moves nothing: nothing was overdue.
 */
final class DeadlinesCoverBounds implements Invariant {
  private final Demands demands;

  /** Demands as another invariant has worked them out in the same step. */
  DeadlinesCoverBounds(Demands demands) {
    this.demands = demands;
  }

  @Override
  public String claim() {
    return "no bound is exceeded for longer than zero virtual time without its output";
  }

  @Override
  public Optional<String> check(Step step) {
    boolean undue =
        step.input() instanceof Input.Tick tick
            && tick.at().nanos() < step.deadlineBeforeNanos()
            && !step.signals().isEmpty();
    if (undue) {
      return Optional.of(
          step.signals().get(0) + " at a tick before the deadline " + step.deadlineBeforeNanos());
    }
    if (!step.attentive()) {
      return Optional.empty();
    }
    for (MarketPlan market : step.plan().markets()) {
      Demand demand = demands.of(market);
      if (demand.dueNanos() < step.deadlineNanos()) {
        return Optional.of(
            market.id()
                + " has a bound to be exceeded at "
                + demand.dueNanos()
                + ", the deadline is "
                + step.deadlineNanos()
                + "; "
                + demand.why());
      }
    }
    return Optional.empty();
  }
}
