package io.driftgate.simulator.chain;

/**
 * What a simulated chain is made from; equal specs give equal blocks.
 *
 * @param chainId at least 1
 * @param blockTimeMs 100 to 600,000; one slot
 * @param slotsPerEpoch 1 to 1,024; finality trails the head by two to three epochs
 * @param seed everything made up follows from it
 * @param originMs Unix milliseconds of model time 0, at which a slot begins
 */
public record ChainSpec(
    long chainId, long blockTimeMs, long slotsPerEpoch, long seed, long originMs) {
  private static final long MIN_BLOCK_TIME_MS = 100;
  private static final long MAX_BLOCK_TIME_MS = 600_000;
  private static final long MAX_SLOTS_PER_EPOCH = 1_024;

  public ChainSpec {
    require(chainId >= 1, "chainId must be at least 1");
    require(
        blockTimeMs >= MIN_BLOCK_TIME_MS && blockTimeMs <= MAX_BLOCK_TIME_MS,
        "blockTimeMs must be 100 to 600000");
    require(
        slotsPerEpoch >= 1 && slotsPerEpoch <= MAX_SLOTS_PER_EPOCH,
        "slotsPerEpoch must be 1 to 1024");
    require(
        originMs >= blockTimeMs * historyBlocks(slotsPerEpoch),
        "originMs must leave room for the history before it");
  }

  /**
   * Blocks that exist before model time 0: enough for finality to trail normally from the start.
   */
  public long historyBlocks() {
    return historyBlocks(slotsPerEpoch);
  }

  private static long historyBlocks(long slotsPerEpoch) {
    return 4 * slotsPerEpoch + 16;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
