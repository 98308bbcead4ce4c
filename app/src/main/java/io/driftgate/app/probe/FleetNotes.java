package io.driftgate.app.probe;

import io.driftgate.collector.NodeEndpoint;
import io.driftgate.core.GateInputs;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes what the collector would tell the gate, node by node. Lives on the collector's loop. */
final class FleetNotes implements GateInputs {
  private final List<NodeNotes> inOrder;
  private final Map<NodeId, NodeNotes> byNode = new HashMap<>();

  FleetNotes(List<NodeEndpoint> nodes, long spreadNanos) {
    nodes.forEach(node -> byNode.put(node.node(), new NodeNotes(node, spreadNanos)));
    inOrder = nodes.stream().map(node -> byNode.get(node.node())).toList();
  }

  /** In the configured order. */
  List<NodeNotes> nodes() {
    return inOrder;
  }

  @Override
  public void onHead(HeadObserved fact) {
    NodeNotes notes = byNode.get(fact.node());
    switch (fact.transport()) {
      case POLL -> notes.polled(fact);
      case PUSH -> notes.pushed(fact);
    }
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    NodeNotes notes = byNode.get(fact.node());
    switch (fact.transport()) {
      case POLL -> notes.pollFailed(fact);
      case PUSH -> notes.pushFailed(fact);
    }
  }

  @Override
  public void onPush(PushChanged fact) {
    byNode.get(fact.node()).pushChanged(fact.trusted());
  }

  @Override
  public void onClient(ClientIdentified fact) {
    byNode.get(fact.node()).says(fact.family());
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    // Says no more than that push works, which the subscription has said.
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    // None is asked for.
  }

  @Override
  public void onRollup(RollupObserved fact) {
    // Not in the table.
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    // No collector tells of it.
  }

  @Override
  public void onTick(Stamp now) {
    // Nothing here waits for a deadline.
  }
}
