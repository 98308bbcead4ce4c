package io.driftgate.core.gate;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Ratio;
import java.util.Optional;

/** What a threshold asks for when it is exceeded. */
enum Level {
  WIDEN,
  WITHDRAW,
  PAUSE;

  Optional<Ratio> thresholdOf(BoundPlan bound) {
    return switch (this) {
      case WIDEN -> bound.widen();
      case WITHDRAW -> bound.withdraw();
      case PAUSE -> bound.pauseLiquidations();
    };
  }
}
