package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.NodeTracker;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.NodeState;
import java.util.ArrayList;
import java.util.List;

/** What closes a leg whatever its bounds say: unknown is closed (semantics §6.4). */
final class Conditions {
  private final Scope target;
  private final ChainTracker chain;
  private final Members members;
  private final SharedGauge observers;
  private NodeState state = NodeState.UNKNOWN;
  private boolean drained;

  /** Makes those of a leg on {@code target}, whose nodes {@code observers} counts. */
  Conditions(Scope target, ChainTracker chain, SharedGauge observers) {
    this.target = target;
    this.chain = chain;
    this.observers = observers;
    members = Members.of(chain, target);
  }

  /** Has {@code onChange} called when they may hold or end; not for the chain's own. */
  void subscribe(Runnable onChange) {
    observers.join(onChange);
    if (members.isNode()) {
      lookAtNode(0);
      members.subscribeToStatus(this::lookAtNode, onChange);
    }
  }

  void unsubscribe(Runnable onChange) {
    observers.leave(onChange);
  }

  private boolean lookAtNode(int place) {
    NodeTracker node = members.nodes().get(place);
    boolean changed = node.state() != state || node.drained() != drained;
    state = node.state();
    drained = node.drained();
    return changed;
  }

  boolean hold() {
    return !chain.readout().hasQuorum()
        || !chain.readout().warm()
        || chain.readout().split()
        || chain.readout().finalityViolated()
        || nodeIsOut()
        || nobodyObserves();
  }

  private boolean nodeIsOut() {
    return members.isNode() && (drained || !fit(state));
  }

  private static boolean fit(NodeState state) {
    return state == NodeState.IN_SYNC || state == NodeState.LAGGING;
  }

  private boolean nobodyObserves() {
    return observers.gauge().numerator(0) == 0;
  }

  /** All that hold, as reasons. */
  List<Reason> reasons() {
    List<Reason> reasons = new ArrayList<>();
    addChains(reasons);
    if (nodeIsOut()) {
      String name = drained ? "NODE_DRAINED" : "NODE_" + state;
      reasons.add(reason(name, List.of(members.nodes().get(0).plan().id())));
    } else if (nobodyObserves()) {
      reasons.add(reason("NO_OBSERVER", unfit(members.nodes())));
    }
    return reasons;
  }

  private void addChains(List<Reason> reasons) {
    if (!chain.readout().hasQuorum()) {
      reasons.add(reason("NO_QUORUM", unfit(chain.nodes())));
    }
    if (chain.readout().split()) {
      reasons.add(reason("SPLIT", unfit(chain.nodes())));
    }
    if (chain.readout().finalityViolated()) {
      reasons.add(reason("FINALITY_VIOLATION", unfit(chain.nodes())));
    }
    if (!chain.readout().warm()) {
      reasons.add(reason("WARMING_UP", List.of()));
    }
  }

  private static List<NodeId> unfit(List<NodeTracker> nodes) {
    return nodes.stream()
        .filter(node -> !fit(node.state()))
        .limit(Reason.MAX_NODES)
        .map(node -> node.plan().id())
        .toList();
  }

  private Reason reason(String name, List<NodeId> nodes) {
    return Reasons.condition(name, target.toString(), nodes, "");
  }
}
