package io.driftgate.simulator.virtual;

import io.driftgate.core.GateInputs;
import io.driftgate.core.GateOrders;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.plan.FleetPlan;
import java.util.Optional;

/**
 * One thing that the world does to a gate. All but the last three are inputs of a gate's ports; of
 * the last three a gate hears only through whoever runs it.
 */
public sealed interface Input {
  /** Tells a gate; nothing for what is no input of a gate's ports. */
  void tell(GateInputs inputs, GateOrders orders);

  /** Of what brings no time. */
  Stamp NEVER = new Stamp(Long.MIN_VALUE, 0);

  /** The time that it brings, or {@link #NEVER}. */
  Stamp stamp();

  /** The core time that it brings; {@link Long#MIN_VALUE} where it brings none. */
  default long stampNanos() {
    return stamp().nanos();
  }

  /** Whom it is about, where it is about one node. */
  default Optional<NodeId> node() {
    return Optional.empty();
  }

  record Head(HeadObserved fact) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      inputs.onHead(fact);
    }

    @Override
    public Stamp stamp() {
      return fact.received();
    }

    @Override
    public Optional<NodeId> node() {
      return Optional.of(fact.node());
    }
  }

  record Failure(ProbeFailed fact) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      inputs.onFailure(fact);
    }

    @Override
    public Stamp stamp() {
      return fact.at();
    }

    @Override
    public Optional<NodeId> node() {
      return Optional.of(fact.node());
    }
  }

  record Push(PushChanged fact) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      inputs.onPush(fact);
    }

    @Override
    public Stamp stamp() {
      return fact.at();
    }

    @Override
    public Optional<NodeId> node() {
      return Optional.of(fact.node());
    }
  }

  record Alive(KeepAlive fact) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      inputs.onKeepAlive(fact);
    }

    @Override
    public Stamp stamp() {
      return fact.received();
    }

    @Override
    public Optional<NodeId> node() {
      return Optional.of(fact.node());
    }
  }

  record Client(ClientIdentified fact) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      inputs.onClient(fact);
    }

    @Override
    public Stamp stamp() {
      return fact.at();
    }

    @Override
    public Optional<NodeId> node() {
      return Optional.of(fact.node());
    }
  }

  record Header(HeaderFetched fact) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      inputs.onHeader(fact);
    }

    @Override
    public Stamp stamp() {
      return fact.received();
    }

    @Override
    public Optional<NodeId> node() {
      return Optional.of(fact.node());
    }
  }

  record Rollup(RollupObserved fact) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      inputs.onRollup(fact);
    }

    @Override
    public Stamp stamp() {
      return fact.received();
    }

    @Override
    public Optional<NodeId> node() {
      return Optional.of(fact.node());
    }
  }

  record Liveness(LivenessObserved fact) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      inputs.onLiveness(fact);
    }

    @Override
    public Stamp stamp() {
      return fact.at();
    }
  }

  /** A tick that nobody has asked for, or, where whoever runs the gate makes it, a due one. */
  record Tick(Stamp at) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      inputs.onTick(at);
    }

    @Override
    public Stamp stamp() {
      return at;
    }
  }

  record Drain(DrainOrder order) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      orders.onDrain(order);
    }

    @Override
    public Stamp stamp() {
      return order.at();
    }

    @Override
    public Optional<NodeId> node() {
      return Optional.of(order.node());
    }
  }

  record Forced(OverrideOrder order) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      orders.onOverride(order);
    }

    @Override
    public Stamp stamp() {
      return order.at();
    }
  }

  record Journal(JournalChanged fact) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      orders.onJournal(fact);
    }

    @Override
    public Stamp stamp() {
      return fact.at();
    }
  }

  /**
   * Another plan of the same seed.
   *
   * @param variant which, see {@link Fleet#plan}
   */
  record Plan(int variant, FleetPlan plan, Stamp at) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {
      orders.onPlan(plan, at);
    }

    @Override
    public Stamp stamp() {
      return at;
    }
  }

  /** From here on the gate's wall clock shows monotonic time in ms + this. */
  record Clock(long offsetMs) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {}

    @Override
    public Stamp stamp() {
      return NEVER;
    }
  }

  /** The gate's process stands still: no tick before that instant. */
  record Stall(long untilNanos) implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {}

    @Override
    public Stamp stamp() {
      return NEVER;
    }
  }

  /** The gate's process starts again, knowing nothing, with a higher epoch. */
  record Restart() implements Input {
    @Override
    public void tell(GateInputs inputs, GateOrders orders) {}

    @Override
    public Stamp stamp() {
      return NEVER;
    }
  }
}
