package io.driftgate.simulator.chain;

import io.driftgate.core.fact.Hash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The chain that a simulated fleet follows: a main branch, at times a side branch, checkpoints that
 * trail. One slot is one block time; heights are consecutive, also over slots without a block. One
 * thread at a time.
 */
public final class ChainModel {
  /** The branch that wins. */
  public static final int MAIN = 0;

  private static final int MIN_KEPT_BLOCKS = 1_024;
  private static final long MS_PER_SECOND = 1_000;

  private final ChainSpec spec;
  private final HeaderFactory headers;
  private final int keptBlocks;
  private final Block genesis;
  private final Branch main;
  private final Map<Hash, Block> byHash = new HashMap<>();

  private Optional<Branch> side = Optional.empty();
  private int branchesOpened;
  private long contestedHeight = Long.MAX_VALUE;
  private boolean stalled;
  private boolean finalityHeld;

  /** Starts with {@link ChainSpec#historyBlocks()} blocks; the newest is slot 0's. */
  public ChainModel(ChainSpec spec) {
    this.spec = spec;
    this.headers = new HeaderFactory(spec.seed());
    this.keptBlocks = (int) Math.max(MIN_KEPT_BLOCKS, 2 * spec.historyBlocks());
    long firstSlot = -spec.historyBlocks();
    this.genesis =
        Block.sealed(
            headers.header(Hash.ZERO, MAIN, 0, timestampSeconds(firstSlot)),
            Checkpoints.GENESIS,
            MAIN);
    this.main = new Branch(genesis, keptBlocks);
    byHash.put(genesis.hash(), genesis);
    for (long slot = firstSlot + 1; slot <= 0; slot++) {
      onSlot(slot);
    }
  }

  public ChainSpec spec() {
    return spec;
  }

  /** Block 0. */
  public Block genesis() {
    return genesis;
  }

  /** The newest block of the main branch. */
  public Block tip() {
    return main.tip();
  }

  /** The newest block of the side branch; its fork point before it has one of its own. */
  public Optional<Block> sideTip() {
    return side.map(Branch::tip);
  }

  /** The highest block that both branches have, or {@code Long.MAX_VALUE} without a side branch. */
  public long contestedHeight() {
    return contestedHeight;
  }

  /** Mines the slot's blocks, one on each branch, unless production is stalled. */
  public void onSlot(long slot) {
    if (stalled) {
      return;
    }
    Block parent = main.tip();
    append(main, mined(parent, MAIN, slot, checkpointsAfter(parent)));
    side.ifPresent(branch -> append(branch, sideBlock(branch.tip(), slot)));
  }

  /** Slots stay without a block until this is undone. */
  public void stall(boolean on) {
    stalled = on;
  }

  /**
   * Checkpoints stay where they are until this is undone; then they catch up with the next block.
   */
  public void holdFinality(boolean on) {
    finalityHeld = on;
  }

  /** From the next slot on a side branch grows from the present tip; without effect if one does. */
  public void openFork() {
    if (side.isEmpty()) {
      branchesOpened++;
      contestedHeight = main.tip().height();
      side = Optional.of(new Branch(main.tip(), keptBlocks));
    }
  }

  /** The side branch is forgotten. */
  public void closeFork() {
    side.ifPresent(this::forget);
    side = Optional.empty();
    contestedHeight = Long.MAX_VALUE;
  }

  /** The block at a height as a node on {@code branch} sees it; block 0 and the newest are kept. */
  public Optional<Block> at(int branch, long height) {
    if (height == 0) {
      return Optional.of(genesis);
    }
    boolean onSide = branch != MAIN && height > contestedHeight;
    return onSide ? side.flatMap(b -> b.at(height)) : main.at(height);
  }

  /** The block with this hash, on either branch. */
  public Optional<Block> find(Hash hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /** What a liar shows in place of {@code truth}: a height further up, with a made-up hash. */
  public Block lie(Block truth, long leadBlocks) {
    return headers.lie(truth, truth.height() + leadBlocks);
  }

  private Block sideBlock(Block parent, long slot) {
    // A minority justifies nothing.
    return mined(parent, branchesOpened, slot, parent.checkpoints());
  }

  private Checkpoints checkpointsAfter(Block parent) {
    return finalityHeld
        ? parent.checkpoints()
        : Checkpoints.trailing(parent.height() + 1, spec.slotsPerEpoch(), contestedHeight);
  }

  private Block mined(Block parent, int branch, long slot, Checkpoints checkpoints) {
    Header header =
        headers.header(parent.hash(), branch, parent.height() + 1, timestampSeconds(slot));
    return Block.sealed(header, checkpoints, branch);
  }

  private long timestampSeconds(long slot) {
    return Math.floorDiv(spec.originMs() + slot * spec.blockTimeMs(), MS_PER_SECOND);
  }

  private void append(Branch branch, Block block) {
    byHash.put(block.hash(), block);
    branch.append(block).stream()
        .filter(old -> old.height() != 0)
        .forEach(old -> byHash.remove(old.hash(), old));
  }

  private void forget(Branch branch) {
    for (long height = branch.tip().height(); height > contestedHeight; height--) {
      branch.at(height).ifPresent(block -> byHash.remove(block.hash(), block));
    }
  }
}
