package io.driftgate.core.measure;

import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import java.util.List;

/** Chains on their own, at instant 0, with nobody to tell. */
public final class Trackers {
  private Trackers() {}

  public static ChainTracker of(ChainPlan plan, List<NodePlan> nodes) {
    return of(plan, nodes, new Deadlines());
  }

  public static ChainTracker of(ChainPlan plan, List<NodePlan> nodes, Deadlines deadlines) {
    WallClock wall = new WallClock(new Stamp(0, 0), deadlines);
    return new ChainTracker(plan, nodes, deadlines, wall, (kind, subject, message) -> {});
  }
}
