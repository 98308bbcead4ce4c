package io.driftgate.core.measure;

/**
 * Counts of samples by bucket and time. What lies in an aligned window is a function of core time
 * alone, so nothing has to rotate it.
 */
interface TimedCounts {
  /**
   * Takes a sample.
   *
   * @param atNanos core time
   */
  void record(int bucket, long atNanos);

  /**
   * Hands over what lies in slices that start between two instants, both included; {@link
   * Long#MIN_VALUE} as the first for all there ever was.
   *
   * @param fromNanos the start of one of the windows' slices
   */
  void each(long fromNanos, long toNanos, SparseCounts.Sink sink);

  /** Bytes that the counts take. */
  long bytes();
}
