package io.driftgate.collector;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.view.NodeView;
import java.util.List;
import java.util.stream.Stream;

/** One hostile node of one protocol beside two healthy ones, and the gate that judges the three. */
final class HostileCase {
  static final List<String> HEALTHY = List.of("one", "two");

  final Hostility hostility;
  final Face face;
  final NodeId node;
  final ChainId chain;
  final RiskGate gate;

  private static final long BLOCK_NANOS = 1_000_000_000L;

  HostileCase(Hostility hostility, Face face, Stamp now) {
    this.hostility = hostility;
    this.face = face;
    node = new NodeId(face.word() + "-" + hostility.word());
    chain = new ChainId(face.word());
    gate = new RiskGate(plan(), 1, now, signal -> {});
  }

  /** The name of a protocol's healthy node. */
  static NodeId healthy(Face face, String name) {
    return new NodeId(face.word() + "-" + name);
  }

  private FleetPlan plan() {
    ChainPlan plan =
        new ChainPlan(
            chain,
            BLOCK_NANOS,
            new QuorumPlan(QuorumPlan.DEFAULT_FRACTION, 2, 1, 1),
            BLOCK_NANOS,
            BLOCK_NANOS / 2,
            false);
    List<NodePlan> nodes =
        Stream.concat(HEALTHY.stream().map(name -> healthy(face, name)), Stream.of(node))
            .map(this::node)
            .toList();
    return new FleetPlan(List.of(plan), nodes, List.of());
  }

  private NodePlan node(NodeId id) {
    long interval = HostileFleet.INTERVAL_NANOS;
    long timeout = HostileFleet.TIMEOUT_NANOS;
    long liveness = NodePlan.defaultLivenessNanos(interval, timeout);
    return new NodePlan(id, chain, "", "", "", 1, liveness, interval + timeout);
  }

  NodeView view() {
    return gate.node(node).orElseThrow();
  }

  /** Whether the node is what it must be; on the loop. */
  boolean isJudged(NodeView view) {
    return hostility.kindAt(face).map(kind -> view.failures().containsKey(kind)).orElse(true)
        && view.state() == hostility.stateAt(face)
        && view.flags().containsAll(hostility.flagAt(face).stream().toList());
  }

  @Override
  public String toString() {
    return face + " " + hostility;
  }
}
