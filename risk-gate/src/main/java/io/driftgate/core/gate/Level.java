package io.driftgate.core.gate;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Ratio;
import java.util.Optional;

/** What a threshold asks for when it is exceeded. Sets of levels are bits. */
enum Level {
  WIDEN(1),
  WITHDRAW(2),
  PAUSE(4);

  /** The set of all levels. */
  static final int ALL = 7;

  private final int bit;

  Level(int bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
  }

  boolean in(int levels) {
    return (levels & bit) != 0;
  }

  Optional<Ratio> thresholdOf(BoundPlan bound) {
    return switch (this) {
      case WIDEN -> bound.widen();
      case WITHDRAW -> bound.withdraw();
      case PAUSE -> bound.pauseLiquidations();
    };
  }
}
