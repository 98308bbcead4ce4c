package io.driftgate.core.view;

/**
 * Names one histogram.
 *
 * @param metric what was recorded
 * @param scope over whom
 * @param target the node, cluster, family, operator or chain
 * @param window since when
 */
public record HistogramQuery(Recorded metric, Scope scope, String target, Window window) {

  /** What is kept in histograms. */
  public enum Recorded {
    /** Arrival − first seen, of each (node, block), in microseconds. */
    ARRIVAL_DRIFT,
    /** Reference − finalized in blocks, at each rise of the reference; scope chain only. */
    FINALITY_LAG,
    /** Received − sent of each answered poll, in microseconds. */
    ROUND_TRIP
  }

  /** Over whom. */
  public enum Scope {
    NODE,
    CLUSTER,
    FAMILY,
    OPERATOR,
    CHAIN
  }

  /** Aligned windows of ten slices each, and everything since the start. */
  public enum Window {
    ONE_MINUTE(60_000_000_000L),
    FIVE_MINUTES(300_000_000_000L),
    ONE_HOUR(3_600_000_000_000L),
    ALL(Long.MAX_VALUE);

    private final long nanos;

    Window(long nanos) {
      this.nanos = nanos;
    }

    /** Length in nanoseconds. */
    public long nanos() {
      return nanos;
    }
  }
}
