package io.driftgate.core.view;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Scope;

/** Is shown what each bound of each leg is held against. */
@FunctionalInterface
public interface BoundReader {
  /**
   * One bound of one leg. Between two plans all bounds come each time, in the same order.
   *
   * @param name {@code policy/metric[@scope]}
   * @param value in the metric's unit, infinite where a node stands still for good; not a number
   *     where there is none, or where it was not measured or is not to be believed
   */
  void read(String name, Scope leg, BoundPlan plan, double value);
}
