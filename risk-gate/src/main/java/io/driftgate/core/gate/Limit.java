package io.driftgate.core.gate;

import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Unit;

/**
 * One threshold of a bound: exceeded strictly beyond it; clear, for metrics in ms, at most at
 * {@code recovery.clear} of it, for others when not exceeded (semantics §6.1, §6.3).
 */
final class Limit {
  /** How a value stands to a threshold. */
  enum Reading {
    CLEAR,
    /** Not exceeded, and not far enough from it to count towards recovery. */
    UNCLEAR,
    EXCEEDED
  }

  private final Level level;
  private final Metric metric;
  private final Ratio threshold;
  private final Ratio clearThreshold;
  private Reading reading = Reading.UNCLEAR;

  Limit(Level level, Metric metric, Ratio threshold, Ratio clear) {
    this.level = level;
    this.metric = metric;
    this.threshold = threshold;
    clearThreshold =
        metric.unit() == Unit.MS
            ? new Ratio(clear.of(threshold.num() / threshold.den()), 1)
            : threshold;
  }

  /** Reads the gauge; returns whether the reading changed. */
  boolean read(Gauge gauge, long nowNanos) {
    long num = gauge.numerator(nowNanos);
    long den = gauge.denominator();
    Reading next =
        beyond(threshold, num, den)
            ? Reading.EXCEEDED
            : beyond(clearThreshold, num, den) ? Reading.UNCLEAR : Reading.CLEAR;
    return become(next);
  }

  /** Takes a reading that no value gave. */
  boolean become(Reading next) {
    boolean changed = next != reading;
    reading = next;
    return changed;
  }

  private boolean beyond(Ratio limit, long num, long den) {
    if (num == Gauge.INFINITE) {
      return !metric.lowIsBad();
    }
    int order = limit.comparedBy(num, den);
    return metric.lowIsBad() ? order < 0 : order > 0;
  }

  /** When the reading gets worse if nothing more arrives. */
  long worsensAtNanos(Gauge gauge, long nowNanos) {
    return switch (reading) {
      case CLEAR -> gauge.exceedsAtNanos(clearThreshold, nowNanos);
      case UNCLEAR -> gauge.exceedsAtNanos(threshold, nowNanos);
      case EXCEEDED -> Deadlines.NEVER;
    };
  }

  Level level() {
    return level;
  }

  Reading reading() {
    return reading;
  }

  Ratio threshold() {
    return threshold;
  }

  /** The threshold that keeps the reading from being better: the clear level once not exceeded. */
  Ratio inTheWay() {
    return reading == Reading.EXCEEDED ? threshold : clearThreshold;
  }
}
