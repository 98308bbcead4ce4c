package io.driftgate.core.opinion;

import io.driftgate.core.plan.Metric;

/** What is measured over a chain as a whole, windows aside. */
record ChainMeasure(Metric metric, ChainOpinion chain, WallOpinion wall) implements Measure {
  private static final long MS = 1_000_000;

  @Override
  public Value value() {
    return switch (metric) {
      case HEAD_STALENESS -> since(chain.stalenessOriginNanos());
      case FINALITY_STALENESS ->
          chain.finality.unknown ? Value.NONE : since(chain.finality.roseNanos);
      case FINALITY_LAG -> hasFinalityLag() ? Value.of(finalityLag()) : Value.NONE;
      case FINALITY_LAG_MS -> finalityLagMs();
      case HEAD_AGE -> headAge();
      default -> throw new IllegalArgumentException(metric.key());
    };
  }

  private Value since(long origin) {
    return origin == Block.NEVER ? Value.NONE : Value.of(chain.nowNanos - origin);
  }

  private boolean hasFinalityLag() {
    return !chain.finality.unknown && chain.reference.current != null;
  }

  private long finalityLag() {
    return chain.reference.current.height() - chain.finality.current().height();
  }

  private Value finalityLagMs() {
    if (!hasFinalityLag() || chain.finality.timestampMs < 0) {
      return Value.NONE;
    }
    long referenceMs = chain.reference.current.head.timestampMs();
    return Value.of(Math.max(0, referenceMs - chain.finality.timestampMs) * MS);
  }

  /** With NO_QUORUM the last reference's. */
  private Value headAge() {
    if (chain.reference.last == null) {
      return Value.NONE;
    }
    return Value.of((wall.ms(chain.nowNanos) - chain.reference.last.head.timestampMs()) * MS);
  }

  @Override
  public void crossings(long limit, Instants out) {
    if (metric == Metric.HEAD_STALENESS) {
      since(chain.stalenessOriginNanos(), limit, out);
    } else if (metric == Metric.FINALITY_STALENESS) {
      since(chain.finality.roseNanos, limit, out);
    } else if (metric == Metric.HEAD_AGE && chain.reference.last != null) {
      out.add(wall.whenNanos(chain.reference.last.head.timestampMs() + limit / MS + 1));
    }
  }

  private static void since(long origin, long limit, Instants out) {
    if (origin != Block.NEVER) {
      out.addLonger(origin, limit);
    }
  }
}
