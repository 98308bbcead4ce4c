package io.driftgate.collector;

/**
 * What a node shows of the one chain that all nodes of a test are on: a block a second.
 *
 * @param height of the head
 * @param finalized height of the finalized block
 * @param fork the height from which on its blocks have other hashes; 0 for none
 * @param finalizedFork the same of the finalized block
 * @param shiftMs by how much block times are wrong
 * @param stateForged whether state roots are others under the same hashes
 * @param otherChain whether the node says that it is on another chain
 * @param nothing whether it says that it has no block
 */
public record Sight(
    long height,
    long finalized,
    long fork,
    long finalizedFork,
    long shiftMs,
    boolean stateForged,
    boolean otherChain,
    boolean nothing) {
  /** Names when block 0 was made, where several processes are to show one chain. */
  public static final String GENESIS_PROPERTY = "driftgate.test.genesis";

  /** When block 0 was made, Unix seconds. */
  public static final long GENESIS_SECONDS =
      Long.getLong(GENESIS_PROPERTY, System.currentTimeMillis() / 1_000 - 1_000);

  /** Below it no block has a parent that is known. */
  public static final long BASE = 960;

  private static final long TRAILING = 8;
  private static final long LINKED = 1_000_000;

  /** What is right now. */
  public static Sight now() {
    return at(System.currentTimeMillis() / 1_000 - GENESIS_SECONDS);
  }

  /** The chain up to a height, and nothing wrong with it. */
  public static Sight at(long height) {
    return new Sight(height, height - TRAILING, 0, 0, 0, false, false, false);
  }

  /** Whether the block of a height has a parent that was made before it. */
  public static boolean isLinked(long height) {
    return height > BASE && height < LINKED;
  }

  /** Which fork the block of a height is of, on a branch that begins at a height. */
  public static long forkAt(long height, long fork) {
    return height >= fork ? fork : 0;
  }

  /** When the block of a height was made, as this node says; Unix seconds. */
  public long seconds(long number) {
    return GENESIS_SECONDS + number + shiftMs / 1_000;
  }

  Sight behind(long blocks) {
    return at(height - blocks);
  }

  Sight finalizedAt(long number) {
    return new Sight(height, number, fork, finalizedFork, shiftMs, stateForged, otherChain, false);
  }

  /** A few blocks of its own, again and again, above what is final. */
  Sight onFork() {
    return new Sight(height, finalized, height / 4 * 4 - 1, 0, 0, false, otherChain, false);
  }

  Sight finalizedOnFork() {
    return new Sight(height, finalized, fork, 1, shiftMs, stateForged, otherChain, false);
  }

  Sight shifted(long ms) {
    return new Sight(height, finalized, fork, finalizedFork, ms, stateForged, otherChain, false);
  }

  Sight withForgedState() {
    return new Sight(height, finalized, fork, finalizedFork, shiftMs, true, otherChain, false);
  }

  Sight ofOtherChain() {
    return new Sight(height, finalized, fork, finalizedFork, shiftMs, stateForged, true, false);
  }

  Sight withNothing() {
    return new Sight(0, 0, fork, finalizedFork, shiftMs, stateForged, otherChain, true);
  }
}
