package io.driftgate.simulator.proof;

import java.util.List;

/** All that must hold of one gate by itself, in the order in which it is checked. */
public final class Invariants {
  private Invariants() {}

  /** Fresh ones, for one run. */
  public static List<Invariant> all() {
    Demands demands = new Demands();
    return List.of(
        new NextDeadlineIsAhead(),
        new NumbersHaveNoGap(),
        new NothingOpenInTheDark(),
        new NeverLaxerThanItsBounds(demands),
        new DeadlinesCoverBounds(demands),
        new RelaxesLate(demands),
        new FinalizedIsBelowReference(),
        new MemoryIsBounded(),
        new HashesAreFresh());
  }
}
