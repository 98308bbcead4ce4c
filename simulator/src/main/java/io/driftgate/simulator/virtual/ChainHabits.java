package io.driftgate.simulator.virtual;

/**
 * How a simulated chain behaves.
 *
 * @param skipPercent slots without a block
 * @param countsSlots whether a skipped slot leaves a gap in the heights
 * @param epochBlocks finality moves at heights that this divides
 * @param finalityBlocks and trails by so many blocks
 * @param rollup whether its nodes tell of their progress
 * @param probed whether a liveness probe is declared
 * @param verifies whether its heads' hashes are recomputed
 */
record ChainHabits(
    int skipPercent,
    boolean countsSlots,
    int epochBlocks,
    int finalityBlocks,
    boolean rollup,
    boolean probed,
    boolean verifies) {}
