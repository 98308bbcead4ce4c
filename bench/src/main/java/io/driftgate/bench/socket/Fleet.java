package io.driftgate.bench.socket;

import io.driftgate.bench.desk.DeskRow;
import io.driftgate.bench.node.Blocks;
import io.driftgate.bench.node.FakeNode;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the rounds are played with: the fake nodes, the desks, and the height at which the chain
 * stands. The last node is the market's own. One thread.
 */
final class Fleet {
  private final List<FakeNode> nodes;
  private final DeskRow desks;
  private long height;
  private ByteBuffer frame;

  Fleet(List<FakeNode> nodes, DeskRow desks, long height) {
    this.nodes = nodes;
    this.desks = desks;
    this.height = height;
    this.frame = Blocks.frame(height);
  }

  DeskRow desks() {
    return desks;
  }

  /** Makes the next block, which nobody has yet. */
  void nextBlock() {
    height++;
    frame = Blocks.frame(height);
  }

  /** The node pushes the newest block; returns when its bytes went out. */
  long push(int node) {
    return nodes.get(node).push(frame, height);
  }

  void pushAll(int from, int to) {
    for (int i = from; i < to; i++) {
      push(i);
    }
  }

  /** The index of the market's own node. */
  int own() {
    return nodes.size() - 1;
  }

  /** How many nodes a quorum of two thirds takes. */
  int quorum() {
    return (2 * nodes.size() + 2) / 3;
  }
}
