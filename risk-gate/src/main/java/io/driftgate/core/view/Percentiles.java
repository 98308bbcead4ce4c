package io.driftgate.core.view;

/**
 * A histogram in short.
 *
 * @param count values recorded; the others are 0 when it is
 */
public record Percentiles(long count, long p50Nanos, long p99Nanos, long maxNanos) {
  public static final Percentiles NONE = new Percentiles(0, 0, 0, 0);
}
