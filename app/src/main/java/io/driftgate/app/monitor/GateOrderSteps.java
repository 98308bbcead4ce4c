package io.driftgate.app.monitor;

import io.driftgate.core.GateOrders;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.PlanRules;
import java.util.List;

/** Hands each order to the core as a step of the gate loop. On that loop only. */
record GateOrderSteps(GateLoop loop, GateOrders core) implements GateOrders {
  @Override
  public void onDrain(DrainOrder order) {
    loop.step(() -> core.onDrain(order));
  }

  @Override
  public void onProtection(ProtectionChanged fact) {
    loop.step(() -> core.onProtection(fact));
  }

  @Override
  public void onOverride(OverrideOrder order) {
    loop.step(() -> core.onOverride(order));
  }

  @Override
  public void onJournal(JournalChanged fact) {
    loop.step(() -> core.onJournal(fact));
  }

  @Override
  public void onJournalled(Journalled fact) {
    loop.step(() -> core.onJournalled(fact));
  }

  /** Checked before the step: what a step throws ends the process. */
  @Override
  public void onPlan(FleetPlan plan, Stamp at) {
    List<PlanRules.Violation> violations = PlanRules.check(plan);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException("the plan cannot run: " + violations);
    }
    loop.step(() -> core.onPlan(plan, at));
  }
}
