package io.driftgate.simulator.rpc;

import io.driftgate.simulator.node.Reach;
import io.driftgate.simulator.node.SimulatedNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Where HTTP and WebSocket of one node meet: answers after the model has caught up with the clock,
 * and keeps waiting who asks a node that hangs. On the fleet's loop.
 */
final class NodeDesk {
  private static final int MAX_HELD = 256;

  private final SimulatedNode node;
  private final RpcDesk rpc;
  private final Runnable catchUp;
  private final Tally tally;

  /** How to let go of each of those who wait. */
  private final Deque<Runnable> held = new ArrayDeque<>();

  NodeDesk(SimulatedNode node, NodeIdentity identity, Runnable catchUp, Tally tally) {
    this.node = node;
    this.rpc = new RpcDesk(new RpcMethods(node, identity));
    this.catchUp = catchUp;
    this.tally = tally;
  }

  /** What the node does with who asks now. */
  Reach reach() {
    catchUp.run();
    return node.reach();
  }

  /** The response; empty if none is wanted or none will come. */
  Optional<byte[]> answer(byte[] request, Subscriptions subscriptions) {
    if (reach() == Reach.ANSWERS) {
      return rpc.answer(request, subscriptions);
    }
    tally.drop();
    return Optional.empty();
  }

  /** Lets somebody wait until the node recovers; {@code letGo} ends the wait without an answer. */
  void hold(Runnable letGo) {
    if (held.size() == MAX_HELD) {
      tally.drop();
      letGo.run();
      return;
    }
    held.add(letGo);
  }

  /** The node is itself again: those who still wait are sent away. */
  void letGo() {
    held.forEach(Runnable::run);
    held.clear();
  }
}
