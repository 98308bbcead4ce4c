package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;

/** A block, its branch, and what its branch had made safe and final when it was made. */
final class VirtualBlock {
  private final Head head;
  private final int branch;
  private VirtualBlock parent;
  private VirtualBlock safe;
  private VirtualBlock finalized;

  VirtualBlock(
      Head head, int branch, VirtualBlock parent, VirtualBlock safe, VirtualBlock finalized) {
    this.head = head;
    this.branch = branch;
    this.parent = parent;
    this.safe = safe;
    this.finalized = finalized;
  }

  /** No Keccak: any 32 bytes that nobody else has. */
  static Hash hash(long seed, long height, long salt) {
    long a = Dice.mix(seed ^ Dice.mix(height ^ Dice.mix(salt)));
    long b = Dice.mix(a + 1);
    return new Hash(a, b, a ^ Long.rotateLeft(b, 17), Dice.mix(b + height) | 1);
  }

  Head head() {
    return head;
  }

  long height() {
    return head.height();
  }

  BlockRef ref() {
    return new BlockRef(head.height(), head.hash());
  }

  int branch() {
    return branch;
  }

  /** Null where it is forgotten. */
  VirtualBlock parent() {
    return parent;
  }

  /** Lets go of all that is older. */
  void forgetElders() {
    parent = null;
    safe = null;
    finalized = null;
  }

  /** The ancestor so many generations back, or the oldest known. */
  VirtualBlock back(int generations) {
    VirtualBlock block = this;
    for (int i = 0; i < generations && block.parent != null; i++) {
      block = block.parent;
    }
    return block;
  }

  /** Null while nothing is. */
  VirtualBlock safe() {
    return safe;
  }

  /** Null while nothing is. */
  VirtualBlock finalized() {
    return finalized;
  }
}
