package io.driftgate.app.monitor;

import io.driftgate.core.GateOrders;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.FleetPlan;

/** Journals what people order, and passes it on. Gate loop. */
record JournalledOrders(GateOrders next, JournalKeeper journal) implements GateOrders {
  @Override
  public void onDrain(DrainOrder order) {
    journal.ordered(order);
    next.onDrain(order);
  }

  @Override
  public void onOverride(OverrideOrder order) {
    journal.ordered(order);
    next.onOverride(order);
  }

  @Override
  public void onProtection(ProtectionChanged fact) {
    next.onProtection(fact);
  }

  @Override
  public void onJournal(JournalChanged fact) {
    next.onJournal(fact);
  }

  @Override
  public void onJournalled(Journalled fact) {
    next.onJournalled(fact);
  }

  @Override
  public void onPlan(FleetPlan plan, Stamp at) {
    next.onPlan(plan, at);
  }
}
