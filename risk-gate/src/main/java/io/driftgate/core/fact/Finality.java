package io.driftgate.core.fact;

/**
 * What one answer said about safety and finality.
 *
 * @param asked false for a push, which says nothing about finality
 * @param safe the safe head, or {@link BlockRef#NONE}
 * @param finalized the finalized head, or {@link BlockRef#NONE}
 * @param finalizedTimestampMs the finalized head's own timestamp, Unix milliseconds; -1 when not
 *     said
 */
public record Finality(
    boolean asked, BlockRef safe, BlockRef finalized, long finalizedTimestampMs) {
  /** The answer did not concern finality: what was known before stands. */
  public static final Finality NOT_ASKED = new Finality(false, BlockRef.NONE, BlockRef.NONE, -1);

  /** An answer to a question that included finality. */
  public static Finality of(BlockRef safe, BlockRef finalized) {
    return new Finality(true, safe, finalized, -1);
  }

  /** An answer that dates the finalized head, too. */
  public static Finality of(BlockRef safe, BlockRef finalized, long finalizedTimestampMs) {
    return new Finality(true, safe, finalized, finalizedTimestampMs);
  }
}
