package io.driftgate.simulator.proof;

import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.view.MarketRow;
import io.driftgate.simulator.virtual.Input;
import java.util.HashMap;
import java.util.Map;

/** Another gate that is told what the first one is told, but for a difference, and is compared. */
final class Follower implements SignalListener {
  private final Core core;
  private final Map<MarketId, Output> outputs = new HashMap<>();

  /** Starts it where the first one stands. */
  Follower(Core.Maker maker, FleetPlan plan, Step step) {
    core = maker.make(plan, step.view().epoch(), step.stamp(step.clockNanos()), this);
    for (MarketRow row : core.view().markets()) {
      outputs.put(row.id(), Output.of(row));
    }
  }

  @Override
  public void onSignal(GateSignal signal) {
    outputs.put(signal.market(), Output.after(signal));
  }

  /** Ticks what is due before an instant. */
  void tickBefore(long nanos, Step step) {
    for (long due = dueNanos(); due < nanos; due = dueNanos()) {
      core.inputs().onTick(step.stamp(due));
    }
  }

  /**
   * Ticks two of them at whatever is due for either before an instant: core time is an input, and
   * is not what they are to differ in.
   */
  static void tickBothBefore(long nanos, Follower one, Follower other, Step step) {
    long due = Math.min(one.dueNanos(), other.dueNanos());
    while (due < nanos) {
      one.core.inputs().onTick(step.stamp(due));
      other.core.inputs().onTick(step.stamp(due));
      due = Math.min(one.dueNanos(), other.dueNanos());
    }
  }

  private long dueNanos() {
    return core.nextDeadlineNanos().getAsLong();
  }

  /** Takes an input. */
  void tell(Input input) {
    input.tell(core.inputs(), core.orders());
  }

  Output output(MarketId market) {
    return outputs.get(market);
  }

  Core core() {
    return core;
  }
}
