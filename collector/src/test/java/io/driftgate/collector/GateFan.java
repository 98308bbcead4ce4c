package io.driftgate.collector;

import io.driftgate.core.GateInputs;
import io.driftgate.core.RiskGate;
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
import java.util.List;
import java.util.Map;

/** Tells each fact to all gates that know its node. */
final class GateFan implements GateInputs {
  private final Map<NodeId, List<RiskGate>> gates;

  GateFan(Map<NodeId, List<RiskGate>> gates) {
    this.gates = gates;
  }

  @Override
  public void onHead(HeadObserved fact) {
    gates.get(fact.node()).forEach(gate -> gate.onHead(fact));
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    gates.get(fact.node()).forEach(gate -> gate.onFailure(fact));
  }

  @Override
  public void onPush(PushChanged fact) {
    gates.get(fact.node()).forEach(gate -> gate.onPush(fact));
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    gates.get(fact.node()).forEach(gate -> gate.onKeepAlive(fact));
  }

  @Override
  public void onClient(ClientIdentified fact) {
    gates.get(fact.node()).forEach(gate -> gate.onClient(fact));
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    gates.get(fact.node()).forEach(gate -> gate.onHeader(fact));
  }

  @Override
  public void onRollup(RollupObserved fact) {
    gates.get(fact.node()).forEach(gate -> gate.onRollup(fact));
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    throw new AssertionError("no probe");
  }

  @Override
  public void onTick(Stamp now) {
    throw new AssertionError("a collector tells no time");
  }
}
