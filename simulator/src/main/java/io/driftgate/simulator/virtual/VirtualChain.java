package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.plan.ChainPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One chain: a main branch, at times a side branch beside it, and finality that trails. Told when a
 * slot begins.
 */
final class VirtualChain {
  private static final int KEPT_BLOCKS = 4096;
  private static final long NANOS_PER_MS = 1_000_000;

  private final ChainPlan plan;
  private final ChainHabits habits;
  private final Dice dice;
  private final long originWallMs;
  private final Deque<VirtualBlock> kept = new ArrayDeque<>();
  private final Map<Hash, VirtualBlock> byHash = new HashMap<>();
  private final long hashSeed;

  private VirtualBlock main;
  private VirtualBlock side;
  private int branches;
  private long slot;
  private boolean stalled;
  private boolean finalityHeld;
  private boolean finalityTorn;
  private boolean sideGrowsFaster;

  VirtualChain(ChainPlan plan, ChainHabits habits, Dice dice, long originWallMs) {
    this.plan = plan;
    this.habits = habits;
    this.dice = dice;
    this.originWallMs = originWallMs;
    hashSeed = dice.next();
    long height = dice.between(1, 1L << dice.between(4, 24));
    slot = height;
    main = seal(height, Hash.ZERO, 0, null, 0);
  }

  ChainPlan plan() {
    return plan;
  }

  ChainHabits habits() {
    return habits;
  }

  /** A slot begins: what is made in it, on either branch. */
  List<VirtualBlock> onSlot(long nowNanos) {
    slot++;
    List<VirtualBlock> made = new ArrayList<>(2);
    if (!stalled && !(side != null && sideGrowsFaster) && !dice.percent(habits.skipPercent())) {
      main = next(main, main.branch(), nowNanos);
      made.add(main);
    }
    if (side != null && !dice.percent(habits.skipPercent())) {
      side = next(side, side.branch(), nowNanos);
      made.add(side);
    }
    return made;
  }

  private VirtualBlock next(VirtualBlock parent, int branch, long nowNanos) {
    long height = habits.countsSlots() ? slot : parent.height() + 1;
    return seal(height, parent.head().hash(), branch, parent, nowNanos);
  }

  private VirtualBlock seal(
      long height, Hash parentHash, int branch, VirtualBlock parent, long nowNanos) {
    Hash hash = VirtualBlock.hash(hashSeed, height, branch);
    Hash root = VirtualBlock.hash(hashSeed + 1, height, branch);
    long timestampMs = (originWallMs + nowNanos / NANOS_PER_MS) / 1000 * 1000;
    Head head = new Head(height, hash, parentHash, root, timestampMs);
    VirtualBlock block =
        new VirtualBlock(head, branch, parent, safe(parent, height), finalized(parent, height));
    keep(block);
    return block;
  }

  /** On a fork nothing becomes final, but for a day on which that is what goes wrong. */
  private boolean finalizes(VirtualBlock parent, long height) {
    return parent != null
        && !finalityHeld
        && (side == null || finalityTorn)
        && height % habits.epochBlocks() == 0;
  }

  private VirtualBlock finalized(VirtualBlock parent, long height) {
    if (!finalizes(parent, height)) {
      return parent == null ? null : parent.finalized();
    }
    return higher(parent.finalized(), parent.back(finalityTorn ? 0 : habits.finalityBlocks()));
  }

  private VirtualBlock safe(VirtualBlock parent, long height) {
    if (!finalizes(parent, height)) {
      return parent == null ? null : parent.safe();
    }
    return higher(parent.safe(), parent.back(finalityTorn ? 0 : habits.finalityBlocks() / 2));
  }

  private static VirtualBlock higher(VirtualBlock old, VirtualBlock next) {
    return old == null || next.height() > old.height() ? next : old;
  }

  private void keep(VirtualBlock block) {
    kept.addLast(block);
    byHash.put(block.head().hash(), block);
    if (kept.size() > KEPT_BLOCKS) {
      VirtualBlock old = kept.removeFirst();
      byHash.remove(old.head().hash());
      old.forgetElders();
    }
  }

  /** A side branch begins at the tip, or a few blocks below it; returns its number. */
  int openFork(int belowTip) {
    side = main.back(belowTip);
    branches++;
    VirtualBlock base = side;
    side = new VirtualBlock(base.head(), branches, base.parent(), base.safe(), base.finalized());
    sideGrowsFaster = dice.oneIn(3);
    return branches;
  }

  boolean forked() {
    return side != null;
  }

  /** The side branch ends; the branch that lives on has the returned tip. */
  VirtualBlock closeFork() {
    if (side.height() > main.height() || (side.height() == main.height() && dice.oneIn(2))) {
      main = side;
    }
    side = null;
    return main;
  }

  void stall(boolean on) {
    stalled = on;
  }

  void holdFinality(boolean on) {
    finalityHeld = on;
  }

  /** Both branches of a fork finalize what they have. */
  void tearFinality(boolean on) {
    finalityTorn = on;
  }

  VirtualBlock main() {
    return main;
  }

  /** Null for a block that never was, or is forgotten. */
  VirtualBlock find(Hash hash) {
    return byHash.get(hash);
  }
}
