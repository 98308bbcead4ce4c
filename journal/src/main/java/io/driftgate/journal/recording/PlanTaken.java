package io.driftgate.journal.recording;

import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;

/** Another plan took over: {@link io.driftgate.core.GateOrders#onPlan} as an item. */
public record PlanTaken(FleetPlan plan, Stamp at) {}
