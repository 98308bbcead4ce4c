package io.driftgate.core.measure;

import io.driftgate.core.view.NodeState;

/**
 * A node's state, and whether it is alive and drained: what weighing nodes depends on, and changes
 * seldom. Values that change with every answer have a topic of their own.
 */
final class NodeStatus {
  private final Topic topic = new Topic();
  private NodeState state = NodeState.UNKNOWN;
  private boolean alive;
  private boolean drained;

  NodeState state() {
    return state;
  }

  /** Told whenever any of the three becomes another. */
  Topic topic() {
    return topic;
  }

  /** Takes them as they are now; returns whether the state is another. */
  boolean become(NodeState newState, boolean nowAlive, boolean nowDrained) {
    boolean moved = newState != state;
    boolean other = moved || nowAlive != alive || nowDrained != drained;
    state = newState;
    alive = nowAlive;
    drained = nowDrained;
    if (other) {
      topic.changed();
    }
    return moved;
  }
}
