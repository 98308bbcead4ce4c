package io.driftgate.simulator.proof;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Ratio;

/**
 * What a bound's metric reads, worked out from views alone.
 *
 * @param kind whether there is a value that can be worked out
 * @param num numerator in the core's units
 * @param den denominator
 * @param growing whether it grows with time while nothing arrives
 */
record Measured(Kind kind, long num, long den, boolean growing) {
  /** Kinds of readings. */
  enum Kind {
    VALUE,
    /** Beyond any threshold, of metrics of which more is worse. */
    INFINITE,
    /** None, or none that views could tell. */
    UNTOLD
  }

  static final Measured UNTOLD = new Measured(Kind.UNTOLD, 0, 1, false);
  static final Measured INFINITE = new Measured(Kind.INFINITE, 0, 1, false);

  static Measured of(long num) {
    return new Measured(Kind.VALUE, num, 1, false);
  }

  static Measured growing(long num) {
    return new Measured(Kind.VALUE, num, 1, true);
  }

  boolean exceeds(BoundPlan bound, Ratio threshold) {
    return switch (kind) {
      case UNTOLD -> false;
      case INFINITE -> !bound.metric().lowIsBad();
      case VALUE -> {
        int order = threshold.comparedBy(num, den);
        yield bound.metric().lowIsBad() ? order < 0 : order > 0;
      }
    };
  }
}
