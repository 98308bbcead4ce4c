package io.driftgate.core;

import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.FleetPlan;

/**
 * The part of the port into the core that is not for collectors: what a person, or the journal,
 * orders. Ordered with, and recorded among, all other inputs; same thread.
 */
public interface GateOrders {
  /** A node is taken out for planned work, or put back. */
  void onDrain(DrainOrder order);

  /** A market is overridden towards safety, or an override ends. */
  void onOverride(OverrideOrder order);

  /** The journal's state changed. */
  void onJournal(JournalChanged fact);

  /** What protects a market's quotes was lost, or stands again. */
  void onProtection(ProtectionChanged fact);

  /** Openings have been journalled: those that still may take effect do, now. */
  void onJournalled(Journalled fact);

  /**
   * A new plan takes over between two inputs (semantics §6.8): what did not change keeps its state,
   * and nothing opens because of it.
   *
   * @throws IllegalArgumentException naming every rule that the plan breaks; the old one stays
   */
  void onPlan(FleetPlan plan, Stamp at);
}
