package io.driftgate.simulator.chain;

/**
 * Heights of the justified and the finalized checkpoint, both the first of an epoch.
 *
 * @param safeHeight at least {@code finalizedHeight}
 * @param finalizedHeight at least 0
 */
public record Checkpoints(long safeHeight, long finalizedHeight) {
  static final Checkpoints GENESIS = new Checkpoints(0, 0);

  public Checkpoints {
    if (finalizedHeight < 0 || safeHeight < finalizedHeight) {
      throw new IllegalArgumentException("0 <= finalized <= safe is required");
    }
  }

  /**
   * Justification trails by one whole epoch, finality by two, as on Ethereum when all goes well.
   */
  static Checkpoints trailing(long height, long slotsPerEpoch, long contestedHeight) {
    long epoch = height / slotsPerEpoch;
    long ceiling = contestedHeight / slotsPerEpoch * slotsPerEpoch;
    return new Checkpoints(
        Math.min(ceiling, Math.max(0, epoch - 1) * slotsPerEpoch),
        Math.min(ceiling, Math.max(0, epoch - 2) * slotsPerEpoch));
  }
}
