package io.driftgate.simulator.proof;

import io.driftgate.core.view.Held;
import java.util.Optional;

/** Each thorough step: it walks over all that is held. */
final class MemoryIsBounded implements Invariant {
  @Override
  public String claim() {
    return "memory held per node and per chain stays under its bound";
  }

  @Override
  public Optional<String> check(Step step) {
    if (!step.thorough()) {
      return Optional.empty();
    }
    Held held = step.core().held().get();
    return held.isWithinBounds() ? Optional.empty() : Optional.of("it is " + held);
  }
}
