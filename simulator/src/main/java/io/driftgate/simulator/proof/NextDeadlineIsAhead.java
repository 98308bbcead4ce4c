package io.driftgate.simulator.proof;

import java.util.Optional;

/** Cheap: one comparison. */
final class NextDeadlineIsAhead implements Invariant {
  @Override
  public String claim() {
    return "the next deadline is never in the past after a step";
  }

  @Override
  public Optional<String> check(Step step) {
    return step.deadlineNanos() > step.nowNanos()
        ? Optional.empty()
        : Optional.of("it is " + step.deadlineNanos() + " at " + step.nowNanos());
  }
}
