package io.driftgate.simulator.proof;

import io.driftgate.core.GateInputs;
import io.driftgate.core.GateOrders;
import io.driftgate.core.GateView;
import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.view.Held;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The ports of the gate that is proved; each may be another's, so that tests can break one.
 *
 * @param nextDeadlineNanos when it wants to be ticked; {@link Long#MAX_VALUE} for never
 * @param held what is held in memory
 */
public record Core(
    GateInputs inputs,
    GateOrders orders,
    GateView view,
    LongSupplier nextDeadlineNanos,
    Supplier<Held> held) {

  /** Starts gates. */
  @FunctionalInterface
  public interface Maker {
    Core make(FleetPlan plan, long epoch, Stamp start, SignalListener listener);
  }

  /** The core itself. */
  public static Core real(FleetPlan plan, long epoch, Stamp start, SignalListener listener) {
    RiskGate gate = new RiskGate(plan, epoch, start, listener);
    return new Core(gate, gate, gate, gate::nextDeadlineNanos, gate::held);
  }
}
