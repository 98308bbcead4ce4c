package io.driftgate.simulator.proof;

import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.simulator.virtual.Input;
import java.util.Optional;

/**
 * For each bound that grows with time: the gate wants to be ticked no later than at the instant at
 * which it is exceeded. And a tick that was not due moves nothing: nothing was overdue; unless its
 * wall time is ahead of what the stamp before it let expect.
 */
final class DeadlinesCoverBounds implements Invariant {
  private static final long NANOS_PER_MS = 1_000_000;

  private final Demands demands;
  private Stamp newest = new Stamp(0, 0);

  /** Demands as another invariant has worked them out in the same step. */
  DeadlinesCoverBounds(Demands demands) {
    this.demands = demands;
  }

  @Override
  public String claim() {
    return "no bound is exceeded for longer than zero virtual time without its output";
  }

  @Override
  public void onStart(Step step) {
    newest = step.stamp(step.nowNanos());
  }

  @Override
  public Optional<String> check(Step step) {
    boolean undue =
        step.input() instanceof Input.Tick tick
            && tick.at().nanos() < step.deadlineBeforeNanos()
            && !isAhead(tick.at())
            && !step.signals().isEmpty();
    Stamp stamp = step.input().stamp();
    newest = stamp.nanos() > newest.nanos() ? stamp : newest;
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

  /** Wall time runs on with the monotonic clock, as whole milliseconds. */
  private boolean isAhead(Stamp stamp) {
    return stamp.wallMs() - newest.wallMs() > (stamp.nanos() - newest.nanos()) / NANOS_PER_MS;
  }
}
