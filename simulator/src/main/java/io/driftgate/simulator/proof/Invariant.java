package io.driftgate.simulator.proof;

import java.util.Optional;

/** Something that must hold after every step. May remember what it saw; used for one run. */
public interface Invariant {
  /** What must hold, as a sentence. */
  String claim();

  /** A gate has started, or started again. */
  default void onStart(Step step) {}

  /** The gate has been given another plan, in the step that is to be checked next. */
  default void onPlan(Step step) {}

  /** The next step will be at this instant: what was said at earlier ones is complete. */
  default Optional<String> beforeStepAt(long nanos, Step step) {
    return Optional.empty();
  }

  /** What is wrong after this step; empty if all is well. */
  Optional<String> check(Step step);
}
